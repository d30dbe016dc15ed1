//! How inputs and outputs travel into the virtual machine and out of it.

/// The memory a program shares with its caller: the index of a probe and its input, or an output.
pub struct Request;

impl Request {
    /// The size of the shared memory.
    pub const BYTES: usize = 8_192;
    const HEADER: usize = 8;

    /// The shared memory that asks for probe `index` of `input`.
    ///
    /// # Panics
    /// If the input is larger than the memory.
    pub fn encode(index: usize, input: &[u8]) -> Vec<u8> {
        let mut memory = vec![0; Self::BYTES];
        memory[..4].copy_from_slice(&(index as u32).to_le_bytes());
        memory[4..Self::HEADER].copy_from_slice(&(input.len() as u32).to_le_bytes());
        memory[Self::HEADER..][..input.len()].copy_from_slice(input);
        memory
    }

    /// What is asked for.
    pub fn decode(memory: &[u8]) -> (usize, &[u8]) {
        let number =
            |at: usize| u32::from_le_bytes([memory[at], memory[at + 1], memory[at + 2], memory[at + 3]]) as usize;
        (number(0), &memory[Self::HEADER..][..number(4)])
    }

    /// Writes an output over what was asked for.
    pub fn encode_output(memory: &mut [u8], output: &[u8]) {
        memory[4..Self::HEADER].copy_from_slice(&(output.len() as u32).to_le_bytes());
        memory[Self::HEADER..][..output.len()].copy_from_slice(output);
    }
}

/// Takes values from an input, one after the other.
pub struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// Begins with `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The next `N` bytes.
    pub fn take<const N: usize>(&mut self) -> [u8; N] {
        let (first, rest) = self.0.split_first_chunk().expect("a test gives each probe the input it takes");
        self.0 = rest;
        *first
    }

    /// All the bytes that are left.
    pub fn rest(&mut self) -> &'a [u8] {
        core::mem::take(&mut self.0)
    }
}

/// Collects an output.
#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Adds bytes.
    pub fn put(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.extend_from_slice(bytes.as_ref());
    }

    /// Adds a truth value.
    pub fn flag(&mut self, flag: bool) {
        self.0.push(flag.into());
    }

    /// The whole output.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}
