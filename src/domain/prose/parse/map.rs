//! From an offset in text that was prepared for the parser back to the text that a person wrote.

/// Pairs of offsets, prepared and written, both growing; between two pairs the texts run side by side.
#[derive(Debug, Default)]
pub struct Map(Vec<(usize, usize)>);

impl Map {
    /// From `prepared` on, the text is that at `written`.
    pub fn push(&mut self, prepared: usize, written: usize) {
        self.0.push((prepared, written));
    }

    /// Where the character at `prepared` was written.
    pub fn written(&self, prepared: usize) -> usize {
        let next = self.0.partition_point(|&(at, _)| at <= prepared);
        let Some(&(at, written)) = next.checked_sub(1).and_then(|last| self.0.get(last)) else { return 0 };
        let place = written + (prepared - at);
        self.0.get(next).map_or(place, |&(_, limit)| place.min(limit))
    }
}
