//! A letter that may go over a connection: checked against what the server takes and test mode allows.

use std::borrow::Cow;
use std::fmt;

use super::wire::{crlf_only, on_the_wire};
use super::{Connection, Form, Unsendable};
use crate::domain::Address;

/// Made by `Connection::pack`, for the form that it was packed for.
pub struct Parcel {
    pub(super) from: Address,
    pub(super) to: Address,
    /// As it stands on the wire, without the terminator.
    pub(super) wire: Vec<u8>,
}

impl Parcel {
    /// The room of its message, for the next one.
    pub fn into_room(self) -> Vec<u8> {
        self.wire
    }
}

impl fmt::Debug for Parcel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parcel")
            .field("to", &self.to)
            .field("octets", &self.wire.len())
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// Checks a finished message and brings it into the shape that `form` wants. A message that has it already, as all
    /// of ours have, is not copied.
    pub fn pack(
        &self,
        form: Form,
        from: Address,
        to: Address,
        message: Vec<u8>,
    ) -> Result<Parcel, Unsendable> {
        if !self.transport.may_reach(&to) {
            return Err(Unsendable::NotATestReader);
        }
        let shaped = if form == Form::Chunks { crlf_only(&message) } else { on_the_wire(&message) };
        let changed = match shaped.map_err(|_| Unsendable::Nul)? {
            Cow::Borrowed(_) => None,
            Cow::Owned(wire) => Some(wire),
        };
        let wire = changed.unwrap_or(message);
        self.session.can_carry(&from, &to, wire.len())?;
        Ok(Parcel { from, to, wire })
    }
}
