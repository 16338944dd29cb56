//! The pages that unsubscribe links lead to.
