//! An edition becomes a letter: HTML and text, with slots for the reader.
