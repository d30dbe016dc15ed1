//! The network's clock.

use {
    std::time::{Duration, Instant},
    surfpool_core::surfnet::locker::SurfnetSvmLocker,
    surfpool_types::ClockCommand,
};

/// Real time between two blocks, in milliseconds, as on mainnet.
pub const BLOCK_MILLIS: u64 = 400;
/// Fastest clock: a day a second.
pub const MAX_SPEED: i64 = 86_400;

const NANOS_IN_MILLI: i128 = 1_000_000;

/// Makes the network's clock run at a speed.
///
/// The bank adds [`BLOCK_MILLIS`] to its clock at each block, whatever the speed and however late the block is: its
/// slots, its finality and its pauses go by that time. What is missing is added here, one block behind.
pub struct Clock {
    bank: SurfnetSvmLocker,
    speed: u32,
    slot: u64,
    /// When the last block was, in real time; `None` if the clock stood since.
    last: Option<Instant>,
    stands: bool,
    /// Nanoseconds the bank's clock is behind where it should be; negative where blocks came early.
    behind: i128,
}

impl Clock {
    /// A clock of that speed.
    pub fn new(bank: SurfnetSvmLocker, speed: u32) -> Self {
        Self { bank, speed, slot: 0, last: None, stands: false, behind: 0 }
    }

    /// The bank has set its clock, at this slot.
    pub fn set_at(&mut self, slot: u64) {
        // A travel in time skips slots: it lands where it was told to.
        let is_next_block = slot == self.slot + 1;
        self.slot = slot;
        // A block that was due when the clock was stopped comes after that, and a travel makes one.
        if self.stands {
            return;
        }
        let now = Instant::now();
        if let Some(last) = self.last.replace(now).filter(|_| is_next_block) {
            self.catch_up(now.duration_since(last));
        }
    }

    /// The bank was told to stop its clock, or to let it run.
    pub fn obey(&mut self, command: &ClockCommand) {
        self.stands = match command {
            ClockCommand::Pause | ClockCommand::PauseWithConfirmation(_) => true,
            ClockCommand::Resume => false,
            ClockCommand::Toggle => !self.stands,
            ClockCommand::UpdateSlotInterval(_) => self.stands,
        };
        self.last = None;
    }

    fn catch_up(&mut self, passed: Duration) {
        let passed = i128::try_from(passed.as_nanos()).unwrap_or_default();
        self.behind += passed * i128::from(self.speed) - i128::from(BLOCK_MILLIS) * NANOS_IN_MILLI;
        let Ok(missing) = u64::try_from(self.behind / NANOS_IN_MILLI) else { return };
        self.behind -= i128::from(missing) * NANOS_IN_MILLI;
        self.bank.with_svm_writer(move |bank| bank.updated_at = bank.updated_at.saturating_add(missing));
    }
}
