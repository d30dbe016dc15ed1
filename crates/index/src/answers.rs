//! What an index answers.

use {
    crate::{
        database::{Index, amount, natural},
        error::DatabaseError,
        rows::PRICES,
        source::Token,
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{pda, rules::ladder},
    rusqlite::{OptionalExtension, Row},
    serde::{Serialize, Serializer},
    serde_json::Value,
    std::{cmp::Reverse, collections::BTreeMap, fmt::Display},
};

/// Writes a number of 64 bits as its digits, as everywhere in JSON of Mosaic.
pub(crate) fn digits<S: Serializer>(number: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

pub(crate) fn maybe_digits<S: Serializer>(number: &Option<impl Display>, serializer: S) -> Result<S::Ok, S::Error> {
    number.as_ref().map(ToString::to_string).serialize(serializer)
}

/// A vault. Amounts are raw units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KnownVault {
    /// Its address.
    pub address: String,
    /// Its status, or `Closed`; `None` if it was never seen open and how it was closed is missing.
    pub status: Option<String>,
    /// Who created it.
    pub creator: Option<String>,
    /// Mint of its prices and payments.
    pub quote_mint: Option<String>,
    /// Mint of its fractions.
    pub fraction_mint: String,
    /// What every fraction asks that asks nothing else.
    #[serde(serialize_with = "maybe_digits")]
    pub opening_price: Option<u64>,
}

/// Whose the fractions of a vault are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Holders {
    /// When that was.
    #[serde(serialize_with = "digits")]
    pub slot: u64,
    /// How many fractions there are, in raw units.
    #[serde(serialize_with = "digits")]
    pub supply: u64,
    /// Who has some, the largest first.
    pub holders: Vec<Holder>,
}

/// A holder. Amounts are raw units of fractions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// Its address.
    pub holder: String,
    /// All it has.
    #[serde(serialize_with = "digits")]
    pub total: u64,
    /// In token accounts of its own.
    #[serde(serialize_with = "digits")]
    pub wallet: u64,
    /// Staked.
    #[serde(serialize_with = "digits")]
    pub staked: u64,
    /// In a bid or an offer.
    #[serde(serialize_with = "digits")]
    pub bid: u64,
    /// In the vault's offering.
    #[serde(serialize_with = "digits")]
    pub offered: u64,
}

/// When something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct When {
    /// Number of the event in its vault.
    #[serde(serialize_with = "digits")]
    pub sequence: u64,
    /// The slot.
    #[serde(serialize_with = "digits")]
    pub slot: u64,
    /// The time of its block (Unix seconds), where the server knew it.
    #[serde(serialize_with = "maybe_digits")]
    pub time: Option<i64>,
    /// The transaction.
    pub signature: String,
    /// The event's name.
    pub kind: String,
    /// Who did it or is paid.
    pub party: Option<String>,
}

/// A price of the whole vault that somebody asked, bid or paid, in raw quote units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Price {
    /// When, and who.
    #[serde(flatten)]
    pub when: When,
    /// The price.
    #[serde(serialize_with = "digits")]
    pub price: u64,
    /// The reserve at that time, where the event says.
    #[serde(serialize_with = "maybe_digits")]
    pub reserve: Option<u64>,
}

/// Income that came or went, in raw units of its mint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Income {
    /// When, and who.
    #[serde(flatten)]
    pub when: When,
    /// The mint; `None` of the fee of a licence of a vault whose quote mint is not known.
    pub mint: Option<String>,
    /// How much.
    #[serde(serialize_with = "digits")]
    pub amount: u64,
}

/// What came and went of an income in all, in raw units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Total {
    /// Deposited.
    #[serde(serialize_with = "digits")]
    pub deposited: u64,
    /// Paid as fees of licences.
    #[serde(serialize_with = "digits")]
    pub licensed: u64,
    /// Claimed by stakes.
    #[serde(serialize_with = "digits")]
    pub claimed: u64,
    /// Paid out at the end, as nobody was left to earn it.
    #[serde(serialize_with = "digits")]
    pub unearned: u64,
}

/// The income of a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Incomes {
    /// By mint.
    pub totals: BTreeMap<String, Total>,
    /// What happened, in order.
    pub history: Vec<Income>,
}

/// An event with all it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// When, and who.
    #[serde(flatten)]
    pub when: When,
    /// Everything it says.
    pub fields: Value,
}

/// What could not be read of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The transaction.
    pub signature: String,
    /// Its slot.
    #[serde(serialize_with = "digits")]
    pub slot: u64,
    /// What it is.
    pub problem: String,
}

impl Index {
    /// Every vault that has ever been seen.
    ///
    /// # Errors
    /// [`DatabaseError`]
    pub fn vaults(&self) -> Result<Vec<KnownVault>, DatabaseError> {
        self.rows("SELECT * FROM vaults", [], known_vault)
    }

    /// A vault.
    ///
    /// # Errors
    /// [`DatabaseError::NoVault`]
    pub fn vault(&self, vault: &str) -> Result<KnownVault, DatabaseError> {
        let found = self.rows("SELECT * FROM vaults WHERE vault = ?1", [vault], known_vault)?;
        found.into_iter().next().ok_or_else(|| DatabaseError::NoVault { vault: vault.to_owned() })
    }

    /// Whose the fractions of a vault were when accounts were last looked at; `None` if it was not open then.
    ///
    /// # Errors
    /// [`DatabaseError`]
    pub fn holders(&self, vault: &str) -> Result<Option<Holders>, DatabaseError> {
        let state = self.connection.query_row("SELECT slot, supply FROM states WHERE vault = ?1", [vault], |row| {
            Ok((row.get(0)?, row.get::<_, String>(1)?))
        });
        let Some((slot, supply)) = state.optional()? else { return Ok(None) };
        let mut holders = self.rows("SELECT * FROM holders WHERE vault = ?1", [vault], |row| {
            let number = |place: usize| amount(&row.get::<_, String>(place)?);
            let [wallet, staked, bid, offered] = [number(2)?, number(3)?, number(4)?, number(5)?];
            let total = [wallet, staked, bid, offered].into_iter().fold(0, u64::saturating_add);
            Ok(Holder { holder: row.get(1)?, total, wallet, staked, bid, offered })
        })?;
        holders.sort_by_key(|holder| Reverse(holder.total));
        Ok(Some(Holders { slot: natural(slot)?, supply: amount(&supply)?, holders }))
    }

    /// What was asked, bid and paid for a vault, in order. An ask that names no level asks the opening price.
    ///
    /// # Errors
    /// [`DatabaseError`]
    pub fn prices(&self, vault: &str) -> Result<Vec<Price>, DatabaseError> {
        let opening_price = self.vault(vault)?.opening_price;
        let told = self.told("vault = ?1 AND (price IS NOT NULL OR kind = 'AskSet')", vault)?;
        let mut prices = Vec::new();
        for Told { when, fields } in told {
            let field = |name: &str| fields.get(name).and_then(Value::as_str).map(amount).transpose();
            let asked = || {
                let level =
                    fields.get("level").map(Value::as_u64).map(|level| level.and_then(|level| level.try_into().ok()));
                opening_price.zip(level).map(|(opening_price, level)| match level {
                    Some(level) => ladder::price(opening_price, level).unwrap_or(opening_price),
                    None => opening_price,
                })
            };
            let price = if when.kind == "AskSet" {
                asked()
            } else {
                PRICES.iter().find_map(|name| field(name).transpose()).transpose()?
            };
            let Some(price) = price else { continue };
            prices.push(Price { price, reserve: field("reserve")?, when });
        }
        Ok(prices)
    }

    /// What came into a vault as income and what left it, in order, with the sums.
    ///
    /// # Errors
    /// [`DatabaseError`]
    pub fn incomes(&self, vault: &str) -> Result<Incomes, DatabaseError> {
        let quote_mint = self.vault(vault)?.quote_mint;
        let kinds = "vault = ?1 AND kind IN ('IncomeDeposited', 'IncomeClaimed', 'IncomeClosed', 'LicenseTaken')";
        let mut incomes = Incomes::default();
        for Told { when, fields } in self.told(kinds, vault)? {
            let field = |name: &str| fields.get(name).and_then(Value::as_str);
            // Fees of licences are in the quote mint.
            let mint = field("mint").map(ToOwned::to_owned).or_else(|| quote_mint.clone());
            let moved = field("amount").or_else(|| field("fee")).or_else(|| field("unearned"));
            let moved = moved.map(amount).transpose()?.unwrap_or_default();
            if let Some(mint) = &mint {
                let total = incomes.totals.entry(mint.clone()).or_default();
                let sum = match when.kind.as_str() {
                    "IncomeDeposited" => &mut total.deposited,
                    "LicenseTaken" => &mut total.licensed,
                    "IncomeClaimed" => &mut total.claimed,
                    _ => &mut total.unearned,
                };
                *sum = sum.saturating_add(moved);
            }
            incomes.history.push(Income { when, mint, amount: moved });
        }
        Ok(incomes)
    }

    /// Everything that is known to have happened to a vault, in order.
    ///
    /// # Errors
    /// [`DatabaseError`]
    pub fn events(&self, vault: &str) -> Result<Vec<Told>, DatabaseError> {
        self.told("vault = ?1", vault)
    }

    /// What could not be read.
    ///
    /// # Errors
    /// [`DatabaseError`]
    pub fn problems(&self) -> Result<Vec<Problem>, DatabaseError> {
        self.rows("SELECT signature, slot, problem FROM problems ORDER BY slot, signature, position", [], |row| {
            Ok(Problem { signature: row.get(0)?, slot: natural(row.get(1)?)?, problem: row.get(2)? })
        })
    }

    /// How amounts of each mint are written.
    ///
    /// # Errors
    /// [`DatabaseError`]
    pub fn tokens(&self) -> Result<BTreeMap<String, Token>, DatabaseError> {
        let tokens = self.rows("SELECT mint, symbol, decimals FROM tokens", [], |row| {
            Ok((row.get(0)?, Token { symbol: row.get(1)?, decimals: row.get(2)? }))
        })?;
        Ok(tokens.into_iter().collect())
    }

    fn told(&self, which: &str, vault: &str) -> Result<Vec<Told>, DatabaseError> {
        let select = format!(
            "SELECT sequence, slot, time, signature, kind, party, fields FROM events WHERE {which} ORDER BY sequence"
        );
        self.rows(&select, [vault], |row| {
            let when = When {
                sequence: natural(row.get(0)?)?,
                slot: natural(row.get(1)?)?,
                time: row.get(2)?,
                signature: row.get(3)?,
                kind: row.get(4)?,
                party: row.get(5)?,
            };
            let fields: String = row.get(6)?;
            let fields = serde_json::from_str(&fields).map_err(|_| DatabaseError::Unreadable { text: fields })?;
            Ok(Told { when, fields })
        })
    }

    fn rows<T>(
        &self,
        select: &str,
        parameters: impl rusqlite::Params,
        read: impl Fn(&Row<'_>) -> Result<T, DatabaseError>,
    ) -> Result<Vec<T>, DatabaseError> {
        let mut select = self.connection.prepare(select)?;
        let mut found = select.query(parameters)?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            rows.push(read(row)?);
        }
        Ok(rows)
    }
}

fn known_vault(row: &Row<'_>) -> Result<KnownVault, DatabaseError> {
    let address: String = row.get("vault")?;
    let opening_price: Option<String> = row.get("opening_price")?;
    Ok(KnownVault {
        fraction_mint: address
            .parse::<Pubkey>()
            .map(|vault| pda::fraction_mint(&vault).to_string())
            .map_err(|_| DatabaseError::Unreadable { text: address.clone() })?,
        address,
        status: row.get("status")?,
        creator: row.get("creator")?,
        quote_mint: row.get("quote_mint")?,
        opening_price: opening_price.as_deref().map(amount).transpose()?,
    })
}
