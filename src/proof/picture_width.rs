//! How many pixels wide a picture is, as its head says: PNG, GIF, JPEG.

/// None for what is no picture; that the file is whole, the rendering has looked at.
pub fn of(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => number(bytes.get(16..20)?),
        [b'G', b'I', b'F', b'8', ..] => number(&[*bytes.get(7)?, *bytes.get(6)?]),
        [0xff, 0xd8, rest @ ..] => jpeg(rest),
        _ => None,
    }
}

/// From segment to segment, up to the frame's: SOF0 to SOF15, but for three markers of other things.
fn jpeg(mut rest: &[u8]) -> Option<usize> {
    loop {
        match rest {
            [0xff, 0xff, ..] => rest = &rest[1..],
            [0xff, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf, _, _, _, _, _, high, low, ..] => {
                return number(&[*high, *low]);
            }
            [0xff, _, high, low, ..] => rest = rest.get(2 + number(&[*high, *low])?..)?,
            _ => return None,
        }
    }
}

fn number(bytes: &[u8]) -> Option<usize> {
    bytes.iter().try_fold(0usize, |sum, byte| Some(sum.checked_mul(256)? + usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_form_is_measured_and_what_is_cut_off_is_not() {
        let jpeg: &[u8] = include_bytes!("../../tests/it/fixtures/pictures/small.jpg");
        let gif: &[u8] = include_bytes!("../../tests/it/fixtures/pictures/small.gif");
        let png: &[u8] = include_bytes!("../../templates/images/helium.png");
        for (bytes, width) in [(jpeg, 48), (gif, 48), (png, 448)] {
            assert_eq!(super::of(bytes), Some(width));
            assert_eq!(super::of(&bytes[..6]), None);
        }
    }
}
