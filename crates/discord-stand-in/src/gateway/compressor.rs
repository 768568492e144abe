//! Transport compression: one stream per connection, flushed after each message.

use bytes::Bytes;
use flate2::{Compress, Compression, FlushCompress};

/// The beginning of a Zstandard frame without a checksum and without the size of its content, and its window of 8 MiB.
const ZSTD_FRAME: [u8; 6] = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68];
/// The largest block of Zstandard, in bytes.
const ZSTD_BLOCK: usize = 128 * 1024;

/// Compresses the messages of a connection.
#[derive(Debug)]
pub(super) enum Compressor {
    /// `zlib-stream`
    Zlib(Box<Compress>),
    /// `zstd-stream`: one endless frame of raw blocks. Nothing gets smaller, but a client reads it like Discord's.
    Zstd {
        /// `true` once the frame has begun.
        begun: bool,
    },
}

impl Compressor {
    /// Returns the compressor of this name, as a client asks for it; `None` if Discord has none.
    pub(super) fn new(name: &str) -> Option<Self> {
        match name {
            "zlib-stream" => Some(Self::Zlib(Box::new(Compress::new(Compression::fast(), true)))),
            "zstd-stream" => Some(Self::Zstd { begun: false }),
            _ => None,
        }
    }

    /// Compresses a message; the result can be read without what follows.
    pub(super) fn message(&mut self, text: &[u8]) -> Result<Bytes, flate2::CompressError> {
        match self {
            Self::Zlib(zlib) => deflated(zlib, text),
            Self::Zstd { begun } => {
                let frame: &[u8] = if std::mem::replace(begun, true) { &[] } else { &ZSTD_FRAME };
                Ok(framed(frame, text))
            }
        }
    }
}

/// Returns a message as flushed zlib; it ends with the four bytes of a flush.
fn deflated(zlib: &mut Compress, text: &[u8]) -> Result<Bytes, flate2::CompressError> {
    let begun = zlib.total_in();
    let mut packed = Vec::with_capacity(text.len() / 2 + 64);
    loop {
        let read = usize::try_from(zlib.total_in() - begun).unwrap_or(text.len());
        zlib.compress_vec(&text[read..], &mut packed, FlushCompress::Sync)?;
        // Room is left over, so that all output has been written.
        if packed.len() < packed.capacity() {
            return Ok(packed.into());
        }
        packed.reserve(packed.capacity());
    }
}

/// Returns a message as raw blocks of Zstandard: a header of three bytes each, then the bytes themselves.
fn framed(frame: &[u8], text: &[u8]) -> Bytes {
    let mut packed = frame.to_vec();
    for block in text.chunks(ZSTD_BLOCK) {
        let size = u32::try_from(block.len()).unwrap_or_default() << 3;
        packed.extend(&size.to_le_bytes()[..3]);
        packed.extend(block);
    }
    packed.into()
}

#[cfg(test)]
mod tests {
    use flate2::{Decompress, FlushDecompress};

    use super::*;

    #[test]
    fn each_message_is_flushed_and_can_be_read() {
        let (mut compressor, mut inflate) = (Compressor::new("zlib-stream").unwrap(), Decompress::new(true));
        for length in [0, 1, 100, 5_000, 200_000] {
            let text: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(..)).take(length).collect();
            let packed = compressor.message(&text).unwrap();
            assert!(length == 0 || packed.ends_with(&[0, 0, 0xff, 0xff]));
            let mut read = Vec::with_capacity(length + 64);
            inflate.decompress_vec(&packed, &mut read, FlushDecompress::Sync).unwrap();
            assert_eq!(read, text);
        }
    }

    #[test]
    fn zstandard_begins_one_frame_and_cuts_long_messages_into_blocks() {
        let mut compressor = Compressor::new("zstd-stream").unwrap();
        let first = compressor.message(b"abc").unwrap();
        assert_eq!(first[..], [&ZSTD_FRAME[..], &[3 << 3, 0, 0], b"abc"].concat());
        let long = vec![7; ZSTD_BLOCK + 1];
        let second = compressor.message(&long).unwrap();
        assert_eq!(second.len(), 3 + ZSTD_BLOCK + 3 + 1);
        assert_eq!(second[..3], [0, 0, 0x10]);
        assert!(Compressor::new("brotli").is_none());
    }
}
