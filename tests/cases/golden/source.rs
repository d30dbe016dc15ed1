//! Where the values of vectors come from.

use {
    anchor_lang::prelude::Pubkey,
    sha2::{Digest, Sha256},
};

/// The address that stands for a name.
pub fn key(name: &str) -> Pubkey {
    Pubkey::new_from_array(Sha256::digest(format!("golden {name}")).into())
}

/// Values without a pattern that follow from a name: the same in every run, and with every version of every library.
pub struct Source {
    name: &'static str,
    taken: u64,
}

impl Source {
    pub fn new(name: &'static str) -> Self {
        Self { name, taken: 0 }
    }

    pub fn bytes32(&mut self) -> [u8; 32] {
        self.taken += 1;
        Sha256::digest(format!("golden {} {}", self.name, self.taken)).into()
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        while bytes.len() < length {
            bytes.extend(self.bytes32());
        }
        bytes.truncate(length);
        bytes
    }

    pub fn key(&mut self) -> Pubkey {
        Pubkey::new_from_array(self.bytes32())
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.bytes32();
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }

    /// A number of any magnitude: half of all `u64` have 64 bits.
    pub fn magnitude(&mut self) -> u64 {
        let shift = self.number() % 64;
        self.number() >> shift
    }

    /// A number of at most `most`.
    pub fn up_to(&mut self, most: u64) -> u64 {
        let number = self.number();
        most.checked_add(1).map_or(number, |count| number % count)
    }
}
