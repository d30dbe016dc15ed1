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
    let levels = depth(view)?;
    // By the floor of the terms, or by an offering.
    let lifted = levels.iter().any(|asked| asked.level == view.reserve.level && asked.price < view.reserve.price);
    let bars: Vec<Bar> = levels
        .into_iter()
        .map(|asked| Bar {
            level: asked.level,
            price: vault.quote.number(asked.price),
            share_bps: asked.weight_bps,
            sum_bps: asked.cumulative_bps,
            without_ask: asked.weight > asked.asking,
        })
        .collect();
    let drawn = || draw(&vault.quote.symbol, &bars, view.reserve.level, view.vault.consent_bps, lifted);
    Ok((!bars.is_empty()).then(drawn))
}
