//! A reader that stops when what was agreed is used up.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes that may still be read, shared between the reader and whoever decides on it.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget(Rc<Cell<u64>>);

impl Budget {
    /// Allows this many bytes from now on.
    pub(super) fn set(&self, bytes: u64) {
        self.0.set(bytes);
    }

    /// Whether nothing may be read any more.
    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}

/// A reader under a budget: fails, and does not merely end, where the budget is spent before the reader is.
#[derive(Debug)]
pub(super) struct Metered<R> {
    reader: R,
    budget: Budget,
}

impl<R: Read> Metered<R> {
    pub(super) fn new(reader: R, budget: &Budget) -> Self {
        Self { reader, budget: budget.clone() }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.budget.0.get();
        if left == 0 && !buffer.is_empty() {
            // Only the end itself is free.
            return match self.reader.read(&mut [0])? {
                0 => Ok(0),
                _ => Err(io::Error::other("more than was agreed")),
            };
        }
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.reader.read(&mut buffer[..most])?;
        self.budget.0.set(left - read as u64);
        Ok(read)
    }
}
