//! A part that is inflated beside the work on what came before.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread::scope;

/// How many bytes are handed over at a time.
const BLOCK: usize = 256 << 10;
/// How many blocks are inflated before the work has to catch up.
pub(super) const MOST_AHEAD: usize = 4;
/// Below so many bytes a second thread costs more than it saves.
pub(super) const WORTH_IT: u64 = 1 << 20;

/// Works on a part of about so many bytes, which is inflated meanwhile.
pub(super) fn with<T>(
    source: impl Read + Send,
    size: u64,
    work: impl FnOnce(&mut dyn Read) -> T,
) -> T {
    let mut source = source;
    if size < WORTH_IT {
        return work(&mut source);
    }
    let (full, inflated) = sync_channel(MOST_AHEAD);
    let (empty, used) = channel();
    scope(|scope| {
        scope.spawn(move || {
            loop {
                let mut block: Vec<u8> = used.try_recv().unwrap_or_default();
                block.clear();
                let read = source.by_ref().take(BLOCK as u64).read_to_end(&mut block);
                let is_over = !matches!(read, Ok(BLOCK));
                // Whoever worked on it may have seen enough.
                if full.send(read.map(|_| block)).is_err() || is_over {
                    break;
                }
            }
        });
        work(&mut Blocks { full: inflated, empty, block: Vec::new(), at: 0 })
    })
}

/// What was inflated, as something to read from.
struct Blocks {
    full: Receiver<io::Result<Vec<u8>>>,
    empty: Sender<Vec<u8>>,
    block: Vec<u8>,
    at: usize,
}

impl Read for Blocks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.len() {
            // After the last block there is none.
            let Ok(next) = self.full.recv() else { return Ok(0) };
            let used = std::mem::replace(&mut self.block, next?);
            self.at = 0;
            // Where nobody inflates any more, nobody needs the room.
            self.empty.send(used).unwrap_or_default();
        }
        let n = buffer.len().min(self.block.len() - self.at);
        buffer[..n].copy_from_slice(&self.block[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_arrives_in_order_and_the_work_may_stop_early() {
        let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
        let mut all = Vec::new();
        let read = with(&bytes[..], bytes.len() as u64, |source| source.read_to_end(&mut all));
        assert_eq!((read.unwrap(), all == bytes), (bytes.len(), true));
        let mut first = [0; 3];
        with(&bytes[..], bytes.len() as u64, |source| source.read_exact(&mut first)).unwrap();
        assert_eq!(first, [0, 1, 2]);
    }

    #[test]
    fn a_fault_in_the_middle_arrives_too() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("cut off"))
            }
        }
        let start = vec![7; 2 << 20];
        let mut all = Vec::new();
        let read = with(start.chain(Broken), 4 << 20, |source| source.read_to_end(&mut all));
        assert_eq!((read.unwrap_err().to_string(), all.len()), ("cut off".to_owned(), 2 << 20));
    }
}
