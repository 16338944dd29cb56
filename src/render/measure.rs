//! Whether the bytes of a picture are one that every mail program can show, found out by decoding all of it:
//! a file that was cut off has a sound head.

use std::io::Cursor;

use crate::locale::say;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::options::DecoderOptions;

/// No picture of a letter is this heavy.
const HEAVIEST: usize = 20_000_000;
/// Width times height; of an animation, that of all its frames together.
const MOST_PIXELS: u64 = 40_000_000;

/// A picture that can be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    pub mime: &'static str,
    pub ending: &'static str,
    /// Pixels.
    pub width: usize,
    pub height: usize,
}

/// Why a file can't be used as a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusable {
    /// No picture that every mail program can show.
    Form,
    TooHeavy,
    TooLarge,
    /// It can't be decoded to its end.
    Damaged,
}

impl Unusable {
    pub fn what(self, file: &str) -> String {
        match self {
            Self::Form => say!("IMG002-form", file = file),
            Self::TooHeavy => say!("IMG002-too-heavy", file = file),
            Self::TooLarge => say!("IMG002-too-large", file = file),
            Self::Damaged => say!("IMG002-damaged", file = file),
        }
    }

    pub fn remedy(self) -> String {
        match self {
            Self::Form => say!("IMG002-form-remedy"),
            Self::TooHeavy | Self::TooLarge => say!("IMG002-smaller-remedy"),
            Self::Damaged => say!("IMG002-damaged-remedy"),
        }
    }
}

/// Decodes a picture within limits, and says what it is.
pub fn measure(bytes: &[u8]) -> Result<Measured, Unusable> {
    if bytes.len() > HEAVIEST {
        return Err(Unusable::TooHeavy);
    }
    let (mime, ending, (width, height)) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => ("image/png", "png", png(bytes)?),
        [0xff, 0xd8, 0xff, ..] => ("image/jpeg", "jpg", jpeg(bytes)?),
        [b'G', b'I', b'F', b'8', ..] => ("image/gif", "gif", gif(bytes)?),
        _ => return Err(Unusable::Form),
    };
    let pixels = |side: u32| usize::try_from(side).map_err(|_| Unusable::TooLarge);
    Ok(Measured { mime, ending, width: pixels(width)?, height: pixels(height)? })
}

fn within(width: u32, height: u32, frames: u64) -> Result<(), Unusable> {
    let pixels = (u64::from(width) * u64::from(height)).saturating_mul(frames);
    if pixels > MOST_PIXELS { Err(Unusable::TooLarge) } else { Ok(()) }
}

fn png(bytes: &[u8]) -> Result<(u32, u32), Unusable> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    let (width, height) = decoder.read_header_info().map_err(|_| Unusable::Damaged)?.size();
    within(width, height, 1)?;
    let mut reader = decoder.read_info().map_err(|_| Unusable::Damaged)?;
    while reader.next_row().map_err(|_| Unusable::Damaged)?.is_some() {}
    reader.finish().map_err(|_| Unusable::Damaged)?;
    Ok((width, height))
}

fn jpeg(bytes: &[u8]) -> Result<(u32, u32), Unusable> {
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| Unusable::Damaged)?;
    let info = decoder.info().ok_or(Unusable::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    within(width, height, 1)?;
    decoder.decode().map_err(|_| Unusable::Damaged)?;
    Ok((width, height))
}

fn gif(bytes: &[u8]) -> Result<(u32, u32), Unusable> {
    let mut decoder = gif::DecodeOptions::new().read_info(bytes).map_err(|_| Unusable::Damaged)?;
    let (width, height) = (u32::from(decoder.width()), u32::from(decoder.height()));
    let mut frames = 0;
    within(width, height, 1)?;
    while decoder.read_next_frame().map_err(|_| Unusable::Damaged)?.is_some() {
        frames += 1;
        within(width, height, frames)?;
    }
    if frames == 0 { Err(Unusable::Damaged) } else { Ok((width, height)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = include_bytes!("../../tests/it/fixtures/pictures/small.jpg");
    const GIF: &[u8] = include_bytes!("../../tests/it/fixtures/pictures/small.gif");

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        let row = usize::try_from(width * height).expect("small");
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&vec![7; row]).expect("the rows");
        drop(writer);
        bytes
    }

    #[test]
    fn every_form_that_mail_programs_show_is_measured() {
        let png = png_of(31, 17);
        for (bytes, mime, size) in [
            (png.as_slice(), "image/png", (31, 17)),
            (JPEG, "image/jpeg", (48, 32)),
            (GIF, "image/gif", (48, 32)),
        ] {
            let found = measure(bytes).expect(mime);
            assert_eq!((found.mime, (found.width, found.height)), (mime, size));
        }
    }

    #[test]
    fn a_picture_that_was_cut_off_is_damaged_wherever_the_cut_is() {
        let png = png_of(300, 200);
        for whole in [png.as_slice(), JPEG, GIF] {
            for tenths in 1..10 {
                let part = &whole[..whole.len() * tenths / 10];
                assert!(measure(part).is_err(), "{tenths} tenths of {:?}", &whole[..4]);
            }
        }
    }

    #[test]
    fn a_head_that_claims_more_pixels_than_fit_is_refused_before_room_is_made_for_them() {
        let mut png = png_of(9, 9);
        png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        assert!(measure(&png).is_err());
        let mut gif = GIF.to_vec();
        gif[6..10].copy_from_slice(&[0xff; 4]);
        assert_eq!(measure(&gif), Err(Unusable::TooLarge));
        assert_eq!(within(8000, 5000, 1), Ok(()));
        assert_eq!(within(8000, 5001, 1), Err(Unusable::TooLarge));
        assert_eq!(measure(&vec![0xff; HEAVIEST + 1]), Err(Unusable::TooHeavy));
    }
}
