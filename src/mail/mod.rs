//! A letter and a recipient become bytes, and the bytes reach the wire.
