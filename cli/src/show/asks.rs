//! Who asks what.

use {
    super::histogram::{Bar, draw},
    crate::{error::CliError, vault::KnownVault},
    mosaic_client::quotes::depth,
};

/// The asks of a vault, drawn; `None` where there is nothing to sell.
///
/// # Errors
/// [`CliError`] where its accounts do not fit together.
pub fn asks(vault: &KnownVault) -> Result<Option<String>, CliError> {
    let view = &vault.view;
    let bars: Vec<Bar> = depth(view)?
        .into_iter()
        .map(|asked| Bar {
            level: asked.level,
            price: vault.quote.number(asked.price),
            share_bps: asked.weight_bps,
            sum_bps: asked.cumulative_bps,
            without_ask: asked.weight > asked.asking,
        })
        .collect();
    let drawn = || draw(&vault.quote.symbol, &bars, view.reserve.level, view.vault.consent_bps);
    Ok((!bars.is_empty()).then(drawn))
}
