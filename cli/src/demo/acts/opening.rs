//! What several acts begin with.

use {
    super::{
        super::{
            amount::{Unit, signed},
            cast::{
                Holder::Vault,
                Party::{self, Owner},
                fractions, lamports, nfts,
            },
            error::DemoError,
            scene::Scene,
            step::Step,
            vault::{DECIMALS, DemoVault},
        },
        MINT, TOKEN_ACCOUNT, rent, rent_of,
    },
    mosaic_client::{
        actions::{OpenVault, open_vault},
        rules::Terms,
        state::{Asset, Vault as VaultAccount},
    },
};

/// Raw units of 1,000 fractions.
const SUPPLY: u64 = 1_000_000_000;

/// The owner opens a vault of 1,000 fractions at this price, in raw quote units, by default terms and without a
/// description.
pub async fn small_vault(
    scene: &mut Scene<'_>,
    id: u64,
    opening_price: u64,
    story: &'static str,
) -> Result<(), DemoError> {
    let vault = scene.vault.clone();
    let opening = OpenVault {
        creator: vault.creator,
        id,
        quote_mint: vault.quote_mint,
        supply: SUPPLY,
        decimals: DECIMALS,
        terms: Terms::with_opening_price(opening_price),
        nfts: vault.held(),
        description: None,
    };
    let open = open_vault(&scene.stage.bank, &opening).await?;
    let step = Step::acted("The owner opens a vault of 1,000 fractions", story, Owner, &open);
    let made = rent_of::<VaultAccount>() + rent_of::<Asset>() + rent(TOKEN_ACCOUNT) + rent(MINT);
    let step = step
        .quoted("rent", Unit::Lamports, open.quote.rent, |facts| Some(-facts.change(Owner)?.lamports))
        .moves(Owner, Vault, nfts(1) + lamports(made))
        .changes(Owner, fractions(signed(SUPPLY)) - lamports(rent(TOKEN_ACCOUNT)));
    scene.play(step).await
}

/// The owner sends fractions to others, in raw units, and pays for their token accounts.
pub fn handing_out(scene: &Scene<'_>, title: &str, story: &'static str, parts: [(Party, u64); 3]) -> Step {
    let (vault, owner) = (&scene.vault, scene.vault.creator);
    let mut instructions = Vec::new();
    for (party, amount) in parts {
        let to = scene.key(party);
        instructions.push(DemoVault::open_token_account(&owner, &to, &vault.fraction_mint));
        instructions.push(vault.send_fractions(&owner, &to, amount));
    }
    let mut step = Step::sent(title, story, Owner, instructions);
    for (party, amount) in parts {
        step = step.moves(Owner, party, fractions(signed(amount)));
    }
    step.changes(Owner, -lamports(3 * rent(TOKEN_ACCOUNT)))
}
