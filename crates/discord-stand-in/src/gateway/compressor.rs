//! Transport compression: one zlib stream per connection, flushed after each message.

use bytes::Bytes;
use flate2::{Compress, Compression, FlushCompress};

/// Compresses the messages of a connection.
#[derive(Debug)]
pub(super) struct Compressor(Compress);

impl Compressor {
    pub(super) fn new() -> Self {
        Self(Compress::new(Compression::fast(), true))
    }

    /// Compresses a message; the result ends with the four bytes of a flush.
    pub(super) fn message(&mut self, text: &[u8]) -> Result<Bytes, flate2::CompressError> {
        let begun = self.0.total_in();
        let mut packed = Vec::with_capacity(text.len() / 2 + 64);
        loop {
            let read = usize::try_from(self.0.total_in() - begun).unwrap_or(text.len());
            self.0.compress_vec(&text[read..], &mut packed, FlushCompress::Sync)?;
            // Room is left over, so that all output has been written.
            if packed.len() < packed.capacity() {
                return Ok(packed.into());
            }
            packed.reserve(packed.capacity());
        }
    }
}

#[cfg(test)]
mod tests {
    use flate2::{Decompress, FlushDecompress};

    use super::*;

    #[test]
    fn each_message_is_flushed_and_can_be_read() {
        let (mut compressor, mut inflate) = (Compressor::new(), Decompress::new(true));
        for length in [0, 1, 100, 5_000, 200_000] {
            let text: Vec<u8> = std::iter::repeat_with(|| fastrand::u8(..)).take(length).collect();
            let packed = compressor.message(&text).unwrap();
            assert!(length == 0 || packed.ends_with(&[0, 0, 0xff, 0xff]));
            let mut read = Vec::with_capacity(length + 64);
            inflate.decompress_vec(&packed, &mut read, FlushDecompress::Sync).unwrap();
            assert_eq!(read, text);
        }
    }
}
