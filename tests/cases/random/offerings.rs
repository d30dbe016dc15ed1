//! Offerings: what somebody does, and whether the accounts say what the model says.

use {
    crate::{
        compare::{Compared, Same, same},
        stage::Stage,
    },
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::{
        instructions::{BuyFractions, BuyFractionsArgs, CloseOffering, OpenOffering, OpenOfferingArgs},
        pda,
        state::{self, Purchase},
    },
    mosaic_model::{Action, Offering, OfferingTerms, Person, Vault},
    std::collections::BTreeMap,
};

fn args_of(terms: &OfferingTerms) -> OpenOfferingArgs {
    let OfferingTerms { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum } = *terms;
    OpenOfferingArgs { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum }
}

impl Stage {
    pub fn of_offerings(&self, model: &Vault, who: Person, action: &Action) -> Instruction {
        let (cookie, key) = (&self.vault, self.key(who));
        match action {
            Action::OpenOffering(terms) => {
                let fraction_source = cookie.fraction_account(&key);
                let open = cookie.open_offering(model.next_offering, args_of(terms));
                OpenOffering { creator: key, fraction_source, ..open }.instruction()
            }
            Action::BuyFractions { number, amount, max_cost } => {
                let args = BuyFractionsArgs { amount: *amount, max_cost: *max_cost };
                BuyFractions { args, ..cookie.buy_fractions(&key, *number, *amount) }.instruction()
            }
            Action::ClaimPurchase { number, buyer } => cookie.claim_purchase(&self.key(*buyer), *number).instruction(),
            Action::CloseOffering { number, curator_named } => {
                let curator = self.key(model.curator);
                let close = CloseOffering {
                    creator_signed: who == model.creator,
                    curator,
                    surplus_destination: curator_named.then(|| cookie.cash_account(&curator)),
                    ..cookie.close_offering(*number)
                };
                close.instruction()
            }
            other => unreachable!("{other:?} is built elsewhere"),
        }
    }
}

impl Compared<'_> {
    pub fn offerings(&self) -> Same {
        let model = self.model;
        let bank = self.stage.world.seen::<state::Offering>().into_iter().map(|account| (account.number, account));
        let bank: BTreeMap<_, _> = bank.collect();
        let numbers: Vec<_> = bank.keys().copied().collect();
        same("the offerings", numbers, model.offerings.keys().copied().collect())?;
        for (number, offering) in &model.offerings {
            self.offering(&bank[number], offering)?;
        }
        if let Some(vault) = self.stage.world.seen::<state::Vault>().pop() {
            let counts = (vault.offerings, vault.offerings_open as usize, vault.offered == 1);
            same("offerings made, open, done", counts, (model.next_offering, model.offerings.len(), model.offered))?;
            let latest = model.next_offering.checked_sub(1).and_then(|number| model.offerings.get(&number));
            let floor = latest.filter(|offering| offering.left() > 0 && !offering.closed).map(|offering| {
                let price = if offering.is_certain() { offering.highest_price } else { 0 };
                (price, offering.terms.ends_at)
            });
            let stored = (u128::from(vault.offering_price), vault.offering_ends_at);
            same("what holds the reserve up", stored, floor.unwrap_or_default())?;
        }
        self.purchases()
    }

    fn offering(&self, account: &state::Offering, offering: &Offering) -> Same {
        let plan = OfferingTerms {
            amount: account.amount,
            start_price: account.start_price,
            end_price: account.end_price,
            starts_at: account.starts_at,
            ends_at: account.ends_at,
            wallet_limit: account.wallet_limit,
            minimum: account.minimum,
        };
        same("the plan", plan, offering.terms)?;
        let (mut undelivered, mut unpaid) = (0, 0);
        for purchase in offering.purchases.values() {
            (undelivered, unpaid) = (undelivered + purchase.fractions - purchase.delivered, unpaid + purchase.cost);
        }
        let (delivered, refunded) = match offering.is_certain() {
            true => (offering.sold - undelivered, 0),
            false => (0, offering.raised - unpaid),
        };
        let bank = [account.supply, account.sold, account.raised, account.highest_price];
        let numbers = [offering.supply, offering.sold, offering.raised, offering.highest_price];
        same("supply, sold, raised, highest price", bank.map(u128::from), numbers)?;
        same("delivered, refunded", [account.delivered, account.refunded].map(u128::from), [delivered, refunded])?;
        let open = (account.purchases_open as usize, account.closed == 1);
        same("purchases open, closed", open, (offering.purchases.len(), offering.closed))
    }

    fn purchases(&self) -> Same {
        let vault = &self.stage.vault.address;
        let numbers = self.model.offerings.keys().map(|number| (pda::offering(vault, *number), *number));
        let numbers: BTreeMap<_, _> = numbers.collect();
        let bank = self.stage.world.seen::<Purchase>().into_iter().map(|purchase| {
            let amounts = [purchase.fractions, purchase.delivered, purchase.cost].map(u128::from);
            ((numbers[&purchase.offering], self.person(&purchase.buyer)), amounts)
        });
        let model = self.model.offerings.iter().flat_map(|(number, offering)| {
            let of = |purchase: &mosaic_model::Purchase| [purchase.fractions, purchase.delivered, purchase.cost];
            offering.purchases.iter().map(move |(buyer, purchase)| ((*number, *buyer), of(purchase)))
        });
        same("the purchases", bank.collect::<BTreeMap<_, _>>(), model.collect())
    }
}
