//! The ledger's promises, one at a time and over random histories, kept by a file.

use proptest::prelude::*;

use crate::story::stage::Stage;
use crate::story::{every_story, model, told};

macro_rules! play {
    ($($story:ident)*) => {
        $(
            #[tokio::test]
            async fn $story() {
                told::$story(Stage::file()).await;
            }
        )*
    };
}

every_story!(play);

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_agrees_with_its_model_over_any_history(
        again in any::<bool>(),
        steps in proptest::collection::vec(model::step(), 1..70),
    ) {
        model::play(&Stage::file(), again, steps);
    }
}
