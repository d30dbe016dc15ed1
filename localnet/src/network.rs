//! The network: surfpool, set up to need nothing from outside.

use {
    crate::{
        Args, bracketed,
        clock::{BLOCK_MILLIS, Clock},
        end::End,
    },
    crossbeam_channel::{Receiver, Sender, bounded, select, unbounded},
    std::thread,
    surfpool_core::{
        runloops::start_local_surfnet_runloop,
        surfnet::{
            locker::SurfnetSvmLocker,
            svm::{SurfnetSvm, SurfnetSvmConfig},
        },
    },
    surfpool_types::{RpcConfig, SimnetCommand, SimnetConfig, SimnetEvent, SurfpoolConfig},
};

/// A network that has been started.
pub struct Network {
    clock: Clock,
    events: Receiver<SimnetEvent>,
    /// Why the network stopped by itself.
    stopped: Receiver<String>,
    // The bank takes the loss of its last commander for the end.
    _commands: Sender<SimnetCommand>,
}

/// Starts a network.
///
/// # Errors
/// If the bank cannot be set up.
pub fn start(args: &Args) -> Result<Network, String> {
    let simnet = SimnetConfig {
        offline_mode: true,
        remote_rpc_url: None,
        slot_time: BLOCK_MILLIS,
        instruction_profiling_enabled: false,
        ..SimnetConfig::default()
    };
    let bank = SurfnetSvmConfig {
        surfnet_id: simnet.surfnet_id.clone(),
        slot_time: simnet.slot_time,
        instruction_profiling_enabled: simnet.instruction_profiling_enabled,
        max_profiles: simnet.max_profiles,
        log_bytes_limit: simnet.log_bytes_limit,
        ..SurfnetSvmConfig::default()
    };
    let (mut bank, events, plugin_events) = SurfnetSvm::new(bank).map_err(|error| error.to_string())?;
    if let Some(seconds) = args.start_time {
        bank.updated_at = u64::from(seconds) * 1_000;
        bank.genesis_updated_at = bank.updated_at;
    }
    let bank = SurfnetSvmLocker::new(bank);
    let rpc = RpcConfig {
        bind_host: bracketed(args.host),
        bind_port: args.port,
        ws_port: args.ws_port,
        ..RpcConfig::default()
    };
    let config = SurfpoolConfig { simnets: vec![simnet], rpc, ..SurfpoolConfig::default() };
    let clock = Clock::new(bank.clone(), args.clock_speed);
    let (commands, received) = unbounded();
    let (stop, stopped) = bounded(1);
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    let commander = commands.clone();
    thread::spawn(move || {
        let ended = runtime.block_on(start_local_surfnet_runloop(bank, config, commander, received, plugin_events));
        let reason = ended.map_or_else(|error| error.to_string(), |()| "the network stopped".to_owned());
        let _ = stop.send(reason);
    });
    Ok(Network { clock, events, stopped, _commands: commands })
}

impl Network {
    /// Serves the network until somebody ends it; `ready` is called once it takes requests and its first block has set
    /// the clock.
    ///
    /// # Errors
    /// Why the network could not start or stopped by itself.
    pub fn serve(mut self, ends: &Receiver<End>, ready: impl FnOnce()) -> Result<(), String> {
        let (mut ready, mut is_listening) = (Some(ready), false);
        loop {
            select! {
                // Nothing is kept, so that nothing has to be put away: the ports close with the process.
                recv(ends) -> _ => return Ok(()),
                recv(self.stopped) -> reason => return Err(reason.unwrap_or_else(|gone| gone.to_string())),
                recv(self.events) -> event => match event {
                    Ok(SimnetEvent::SystemClockUpdated(clock)) => {
                        self.clock.set_at(clock.slot);
                        if let Some(ready) = ready.take_if(|_| is_listening) {
                            ready();
                        }
                    }
                    Ok(SimnetEvent::CoreStarted(_)) => is_listening = true,
                    Ok(SimnetEvent::ClockUpdate(command)) => self.clock.obey(&command),
                    Ok(SimnetEvent::Aborted(reason)) => return Err(reason),
                    // What a transaction is refused with is told to who sent it.
                    Ok(_) => {}
                    Err(gone) => return Err(gone.to_string()),
                },
            }
        }
    }
}
