use std::io::{self, Read};

use anchor_lang::prelude::*;
use mosaic_core::{Terms, license, votes::Poll};

use super::Vault;
use crate::{
    constants::MAX_TERMS_URI_BYTES,
    error::{MosaicError, OrError, OrRefuse, ensure},
    text,
};

/// What a proposal does when it is executed. There is no other action: no vote can call another program.
#[derive(AnchorSerialize, Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Offers a licence, which the licensee takes by paying the fee.
    GrantLicense {
        /// Who alone may take it.
        licensee: Pubkey,
        /// Where the terms are, at most 128 bytes.
        terms_uri: String,
        /// Hash of the terms; the program does not compute it.
        terms_hash: [u8; 32],
        /// Fee for each term, in raw quote units; becomes income.
        fee: u64,
        /// Length of a term in seconds, 1 hour to 3,650 days.
        term_secs: u32,
        /// Whether no other licence may run beside it.
        exclusive: bool,
    },
    /// Ends a licence: it runs out and is not renewed.
    EndLicense {
        /// The licence account.
        license: Pubkey,
    },
    /// Names another curator and fee.
    SetCurator {
        /// The next curator.
        curator: Pubkey,
        /// The fee in basis points of the winning cash, at most the one at creation.
        fee_bps: u16,
    },
    /// Changes the terms of an auction that has not started.
    SetAuctionTerms {
        /// Length of the auction in seconds, 1 to 30 days.
        auction_secs: u32,
        /// A bid in this many last seconds extends the auction to this long after itself; at most the auction's length.
        extension_secs: u32,
        /// Least rise from bid to bid, 100 to 5,000 basis points of the leading price.
        step_bps: u16,
    },
    /// Makes the vault take income in a further mint.
    AddIncomeMint {
        /// The mint; of the classic token program, not the fraction.
        mint: Pubkey,
    },
    /// Records a decision on anything else.
    Resolve {
        /// Where its text is, at most 128 bytes.
        uri: String,
        /// Hash of its text; the program does not compute it.
        hash: [u8; 32],
    },
}

impl AnchorDeserialize for Action {
    fn deserialize_reader<R: Read>(reader: &mut R) -> io::Result<Self> {
        let kind = ActionKind::from_u8(u8::deserialize_reader(reader)?);
        Ok(match kind.ok_or(io::Error::from(io::ErrorKind::InvalidData))? {
            ActionKind::GrantLicense => Self::GrantLicense {
                licensee: Pubkey::deserialize_reader(reader)?,
                terms_uri: text::read(reader)?,
                terms_hash: <[u8; 32]>::deserialize_reader(reader)?,
                fee: u64::deserialize_reader(reader)?,
                term_secs: u32::deserialize_reader(reader)?,
                exclusive: bool::deserialize_reader(reader)?,
            },
            ActionKind::EndLicense => Self::EndLicense { license: Pubkey::deserialize_reader(reader)? },
            ActionKind::SetCurator => Self::SetCurator {
                curator: Pubkey::deserialize_reader(reader)?,
                fee_bps: u16::deserialize_reader(reader)?,
            },
            ActionKind::SetAuctionTerms => Self::SetAuctionTerms {
                auction_secs: u32::deserialize_reader(reader)?,
                extension_secs: u32::deserialize_reader(reader)?,
                step_bps: u16::deserialize_reader(reader)?,
            },
            ActionKind::AddIncomeMint => Self::AddIncomeMint { mint: Pubkey::deserialize_reader(reader)? },
            ActionKind::Resolve => {
                Self::Resolve { uri: text::read(reader)?, hash: <[u8; 32]>::deserialize_reader(reader)? }
            }
        })
    }
}

/// Number of an [`Action`] in a [`Proposal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ActionKind {
    /// [`Action::GrantLicense`]
    GrantLicense = 0,
    /// [`Action::EndLicense`]
    EndLicense = 1,
    /// [`Action::SetCurator`]
    SetCurator = 2,
    /// [`Action::SetAuctionTerms`]
    SetAuctionTerms = 3,
    /// [`Action::AddIncomeMint`]
    AddIncomeMint = 4,
    /// [`Action::Resolve`]
    Resolve = 5,
}

impl ActionKind {
    /// The kind of this number, if there is one.
    pub fn from_u8(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::GrantLicense),
            1 => Some(Self::EndLicense),
            2 => Some(Self::SetCurator),
            3 => Some(Self::SetAuctionTerms),
            4 => Some(Self::AddIncomeMint),
            5 => Some(Self::Resolve),
            _ => None,
        }
    }
}

/// A text of at most 128 bytes ([`MAX_TERMS_URI_BYTES`]).
#[zero_copy]
#[derive(Debug, PartialEq, Eq)]
pub struct Uri {
    /// The text in UTF-8, zeros behind it.
    pub bytes: [u8; MAX_TERMS_URI_BYTES],
}

impl Uri {
    /// Takes a text in, without zeros: they fill up what it leaves.
    ///
    /// # Errors
    /// [`MosaicError::TermsUriTooLong`], [`MosaicError::TermsUriWithZero`]
    pub fn new(text: &str) -> Result<Self> {
        ensure(!text.as_bytes().contains(&0), MosaicError::TermsUriWithZero)?;
        let mut bytes = [0; MAX_TERMS_URI_BYTES];
        bytes.get_mut(..text.len()).or_error(MosaicError::TermsUriTooLong)?.copy_from_slice(text.as_bytes());
        Ok(Self { bytes })
    }

    /// The text; what of it is no UTF-8 is replaced.
    pub fn text(&self) -> String {
        let end = self.bytes.iter().position(|byte| *byte == 0).unwrap_or(MAX_TERMS_URI_BYTES);
        String::from_utf8_lossy(self.bytes.get(..end).unwrap_or_default()).into_owned()
    }
}

/// A proposal and its vote. PDA `["proposal", vault, number]`.
///
/// Quorum, threshold, supply and times are those of when it was made. Which of `subject`, `hash`, `uri`, `fee`,
/// `term_secs`, `exclusive`, `auction_secs`, `extension_secs`, `step_bps` and `fee_bps` have a meaning depends on
/// `kind`: those of the [`Action`] of that name; the others are zero.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Proposal {
    /// The vault it is about.
    pub vault: Pubkey,
    /// Who made it, paid its rent and gets it back.
    pub proposer: Pubkey,
    /// The licensee, licence, curator or mint that the action names.
    pub subject: Pubkey,
    /// Hash of the terms of a licence, or of the text of a decision.
    pub hash: [u8; 32],
    /// URI of those.
    pub uri: Uri,
    /// Its number in the vault, from 0.
    pub number: u64,
    /// Fee of a licence for each term, in raw quote units.
    pub fee: u64,
    /// Votes for it, in raw fraction units.
    pub yes: u64,
    /// Votes against it, in raw fraction units.
    pub no: u64,
    /// Live supply of fractions when it was made, in raw units: what the quorum is measured by.
    pub supply: u64,
    /// From when on no more votes are taken (Unix seconds).
    pub ends_at: i64,
    /// From when on it can be executed, if it passed (Unix seconds).
    pub executable_at: i64,
    /// From when on it can no longer be executed (Unix seconds).
    pub expires_at: i64,
    /// Length of a term of a licence in seconds.
    pub term_secs: u32,
    /// Length of the auction in seconds.
    pub auction_secs: u32,
    /// Extension window of the auction in seconds.
    pub extension_secs: u32,
    /// Least rise from bid to bid, in basis points.
    pub step_bps: u16,
    /// The curator's fee in basis points of the winning cash.
    pub fee_bps: u16,
    /// At least this part of the supply has to vote, in basis points.
    pub quorum_bps: u16,
    /// More than this part of the votes has to be yes, in basis points.
    pub threshold_bps: u16,
    /// Number of an [`ActionKind`].
    pub kind: u8,
    /// 1 for a licence beside which no other may run, else 0.
    pub exclusive: u8,
    /// 1 once executed, else 0.
    pub executed: u8,
    /// Always zero: fills up to a multiple of 8 bytes.
    pub padding: [u8; 1],
}

impl Proposal {
    /// The vote as the rules know it.
    pub fn poll(&self) -> Poll {
        Poll {
            yes: self.yes,
            no: self.no,
            supply: self.supply,
            quorum_bps: self.quorum_bps,
            threshold_bps: self.threshold_bps,
            ends_at: self.ends_at,
            executable_at: self.executable_at,
            expires_at: self.expires_at,
        }
    }

    pub(crate) fn set_poll(&mut self, poll: &Poll) {
        let Poll { yes, no, supply, quorum_bps, threshold_bps, ends_at, executable_at, expires_at } = *poll;
        self.yes = yes;
        self.no = no;
        self.supply = supply;
        self.quorum_bps = quorum_bps;
        self.threshold_bps = threshold_bps;
        self.ends_at = ends_at;
        self.executable_at = executable_at;
        self.expires_at = expires_at;
    }

    /// The kind of its action.
    ///
    /// # Errors
    /// [`MosaicError::ProposalInvariantBroken`] for a number without a meaning, which is never stored.
    pub fn kind(&self) -> Result<ActionKind> {
        ActionKind::from_u8(self.kind).or_error(MosaicError::ProposalInvariantBroken)
    }

    /// Its action.
    ///
    /// # Errors
    /// As [`Self::kind`].
    pub fn action(&self) -> Result<Action> {
        Ok(match self.kind()? {
            ActionKind::GrantLicense => Action::GrantLicense {
                licensee: self.subject,
                terms_uri: self.uri.text(),
                terms_hash: self.hash,
                fee: self.fee,
                term_secs: self.term_secs,
                exclusive: self.exclusive == 1,
            },
            ActionKind::EndLicense => Action::EndLicense { license: self.subject },
            ActionKind::SetCurator => Action::SetCurator { curator: self.subject, fee_bps: self.fee_bps },
            ActionKind::SetAuctionTerms => Action::SetAuctionTerms {
                auction_secs: self.auction_secs,
                extension_secs: self.extension_secs,
                step_bps: self.step_bps,
            },
            ActionKind::AddIncomeMint => Action::AddIncomeMint { mint: self.subject },
            ActionKind::Resolve => Action::Resolve { uri: self.uri.text(), hash: self.hash },
        })
    }

    /// Records an action; refuses at once what could never be executed.
    pub(crate) fn set_action(&mut self, action: &Action, vault: &Vault) -> Result<()> {
        match action {
            Action::GrantLicense { licensee, terms_uri, terms_hash, fee, term_secs, exclusive } => {
                license::License::offer(*fee, *term_secs, *exclusive, 0).or_refuse()?;
                self.kind = ActionKind::GrantLicense as u8;
                self.subject = *licensee;
                self.uri = Uri::new(terms_uri)?;
                self.hash = *terms_hash;
                self.fee = *fee;
                self.term_secs = *term_secs;
                self.exclusive = u8::from(*exclusive);
            }
            Action::EndLicense { license } => {
                self.kind = ActionKind::EndLicense as u8;
                self.subject = *license;
            }
            Action::SetCurator { curator, fee_bps } => {
                ensure(*fee_bps <= vault.curator_fee_cap_bps, MosaicError::CuratorFeeAboveCap)?;
                self.kind = ActionKind::SetCurator as u8;
                self.subject = *curator;
                self.fee_bps = *fee_bps;
            }
            Action::SetAuctionTerms { auction_secs, extension_secs, step_bps } => {
                let (auction_secs, extension_secs, step_bps) = (*auction_secs, *extension_secs, *step_bps);
                Terms { auction_secs, extension_secs, step_bps, ..vault.terms() }.check().or_refuse()?;
                self.kind = ActionKind::SetAuctionTerms as u8;
                self.auction_secs = auction_secs;
                self.extension_secs = extension_secs;
                self.step_bps = step_bps;
            }
            Action::AddIncomeMint { mint } => {
                ensure(*mint != vault.fraction_mint, MosaicError::IncomeMintIsFraction)?;
                self.kind = ActionKind::AddIncomeMint as u8;
                self.subject = *mint;
            }
            Action::Resolve { uri, hash } => {
                self.kind = ActionKind::Resolve as u8;
                self.uri = Uri::new(uri)?;
                self.hash = *hash;
            }
        }
        Ok(())
    }

    /// Refuses a proposal about another vault.
    pub(crate) fn check(&self, vault: &Pubkey) -> Result<()> {
        ensure(self.vault == *vault, MosaicError::ProposalOfAnotherVault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_read_as_it_is_written_and_kept() {
        let key = |byte| Pubkey::new_from_array([byte; 32]);
        let (uri, hash) = ("https://example.com/terms".to_owned(), [7; 32]);
        let actions = [
            Action::GrantLicense {
                licensee: key(1),
                terms_uri: uri.clone(),
                terms_hash: hash,
                fee: 2,
                term_secs: 3_600,
                exclusive: true,
            },
            Action::EndLicense { license: key(3) },
            Action::SetCurator { curator: key(4), fee_bps: 5 },
            Action::SetAuctionTerms { auction_secs: 86_400, extension_secs: 7, step_bps: 100 },
            Action::AddIncomeMint { mint: key(8) },
            Action::Resolve { uri, hash },
        ];
        let vault = Vault { curator_fee_cap_bps: 500, ..vault() };
        for (number, action) in actions.into_iter().enumerate() {
            let data = borsh::to_vec(&action).unwrap();
            assert_eq!(data[0] as usize, number);
            assert_eq!(Action::try_from_slice(&data).unwrap(), action);
            assert!(Action::try_from_slice(&data[..data.len() - 1]).is_err());
            let mut proposal: Proposal = bytemuck::Zeroable::zeroed();
            proposal.set_action(&action, &vault).unwrap();
            assert_eq!((proposal.kind as usize, proposal.action().unwrap()), (number, action));
        }
        assert!(Action::try_from_slice(&[6]).is_err());
    }

    fn vault() -> Vault {
        let terms = Terms::with_opening_price(1);
        Vault {
            opening_price: terms.opening_price,
            auction_secs: terms.auction_secs,
            extension_secs: terms.extension_secs,
            step_bps: terms.step_bps,
            floor_bps: terms.floor_bps,
            consent_bps: terms.consent_bps,
            stake_lock_secs: terms.stake_lock_secs,
            drip_secs: terms.drip_secs,
            quorum_bps: terms.quorum_bps,
            threshold_bps: terms.threshold_bps,
            veto_bps: terms.veto_bps,
            voting_secs: terms.voting_secs,
            ..bytemuck::Zeroable::zeroed()
        }
    }
}
