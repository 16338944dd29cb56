//! BDAT (RFC 3030): a letter by its length. Only letters that are one chunk are taken.

use std::io;
use std::sync::Arc;

use super::{Conversation, Letter, Step, Then};

impl Conversation {
    pub(super) async fn bdat(&mut self, line: &str) -> io::Result<Then> {
        let mut words = line.split_ascii_whitespace().skip(1);
        let octets = words.next().and_then(|word| word.parse().ok());
        let last = words.next().is_some_and(|word| word.eq_ignore_ascii_case("LAST"));
        let (Some(octets), true, true) = (octets, last, self.chunking()) else {
            self.reply("501 5.5.4 one whole chunk, where CHUNKING is offered\r\n");
            return Ok(Then::Over);
        };
        if !self.line.body_begins().await? {
            return Ok(Then::Over);
        }
        let wanted = !self.to.is_empty();
        let then = if wanted { self.act(Step::Body, "", "").await? } else { Then::Refused };
        let server = Arc::clone(&self.server);
        let (octets, complete) =
            if then == Then::Over { (&[][..], false) } else { self.line.octets(octets).await? };
        if let (true, Some(truth)) = (wanted, &server.truth) {
            truth.body(octets);
        }
        let letter = Letter {
            from: self.from.clone().unwrap_or_default(),
            to: self.to.clone(),
            message: octets.to_vec(),
        };
        match (complete, then) {
            (false, _) => Ok(Then::Over),
            (true, Then::Done) => self.take(letter).await,
            // What was said in the middle of it was the answer.
            (true, _) if wanted => Ok(Then::Refused),
            (true, _) => Ok(self.reply("503 5.5.1 no recipient\r\n")),
        }
    }

    fn chunking(&self) -> bool {
        self.server.offers.iter().any(|offer| offer == "CHUNKING")
    }
}
