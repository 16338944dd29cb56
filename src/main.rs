//! The program: picks the face.

fn main() {}
