//! A virtual machine as programs meet it on chain: the loader's checks, SBF v0, frames of 4,096 bytes with gaps between them, a
//! heap of 32 KiB, and those of the runtime's syscalls that a program without accounts makes.

mod syscalls;

use std::path::Path;
use std::sync::Arc;

use solana_sbpf::aligned_memory::AlignedMemory;
use solana_sbpf::ebpf::{self, HOST_ALIGN};
use solana_sbpf::elf::Executable;
use solana_sbpf::error::{EbpfError, ProgramResult};
use solana_sbpf::memory_region::{MemoryMapping, MemoryRegion};
use solana_sbpf::program::SBPFVersion;
use solana_sbpf::verifier::RequisiteVerifier;
use solana_sbpf::vm::{Config, ContextObject, EbpfVm};

/// What a transaction may spend at most.
pub const MAX_UNITS: u64 = 1_400_000;
const HEAP_BYTES: usize = 32 * 1024;

/// Why a program could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file is not there.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The loader refuses the file.
    #[error("the loader refuses the program: {0}")]
    Refused(#[from] EbpfError),
}

/// A loaded program.
pub struct Program {
    executable: Executable<Context>,
}

/// How a program ended.
#[derive(Debug)]
pub struct Outcome {
    /// What it returned, or why it was stopped.
    pub result: Result<u64, EbpfError>,
    /// What it logged.
    pub log: Vec<String>,
    /// What is in the memory it shares with its caller.
    pub memory: Vec<u8>,
    /// How many compute units it took.
    pub units: u64,
}

/// What lies outside of the virtual machine.
#[derive(Debug)]
pub(crate) struct Context {
    remaining: u64,
    log: Vec<String>,
}

impl ContextObject for Context {
    fn consume(&mut self, amount: u64) {
        self.remaining = self.remaining.saturating_sub(amount);
    }

    fn get_remaining(&self) -> u64 {
        self.remaining
    }
}

impl Program {
    /// Loads a program from a file, with all the checks that are made when one is deployed.
    pub fn load(path: &Path) -> Result<Self, LoadError> {
        let bytes =
            std::fs::read(path).map_err(|source| LoadError::Read { path: path.display().to_string(), source })?;
        let config = Config {
            reject_broken_elfs: true,
            optimize_rodata: false,
            enabled_sbpf_versions: SBPFVersion::V0..=SBPFVersion::V0,
            ..Config::default()
        };
        let executable = Executable::load(&bytes, Arc::new(syscalls::loader(config))).map_err(EbpfError::from)?;
        executable.verify::<RequisiteVerifier>()?;
        Ok(Self { executable })
    }

    /// Runs the program with `memory` as its input.
    ///
    /// # Panics
    /// If the machine's memory cannot be laid out, which does not depend on the program.
    pub fn run(&self, mut memory: Vec<u8>) -> Outcome {
        let config = self.executable.get_config();
        let mut stack = AlignedMemory::<HOST_ALIGN>::zero_filled(config.stack_size());
        let mut heap = AlignedMemory::<HOST_ALIGN>::zero_filled(HEAP_BYTES);
        let stack_len = stack.len();
        let regions = vec![
            self.executable.get_ro_region(),
            MemoryRegion::new_writable_gapped(
                stack.as_slice_mut(),
                ebpf::MM_STACK_START,
                config.stack_frame_size as u64,
            ),
            MemoryRegion::new_writable(heap.as_slice_mut(), ebpf::MM_HEAP_START),
            MemoryRegion::new_writable(&mut memory, ebpf::MM_INPUT_START),
        ];
        let version = self.executable.get_sbpf_version();
        let mapping = MemoryMapping::new(regions, config, version).expect("the regions do not overlap");
        let mut context = Context { remaining: MAX_UNITS, log: Vec::new() };
        let loader = self.executable.get_loader().clone();
        let mut vm = EbpfVm::new(loader, version, &mut context, mapping, stack_len);
        vm.registers[1] = ebpf::MM_INPUT_START;
        let (_, result) = vm.execute_program(&self.executable, true);
        drop(vm);
        let result = match result {
            ProgramResult::Ok(value) => Ok(value),
            ProgramResult::Err(error) => Err(error),
        };
        Outcome { result, log: context.log, memory, units: MAX_UNITS - context.remaining }
    }
}
