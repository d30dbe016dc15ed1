//! A realm, and what is sent to SPL Governance about it: accounts and data as the program publishes them.

use {
    anchor_lang::{
        prelude::{AccountMeta, Pubkey},
        solana_program::{instruction::Instruction, system_program},
    },
    anchor_spl::token::spl_token,
    borsh::BorshSerialize,
    realms::client::Electorate,
};

/// The program that most realms belong to.
pub const GOVERNANCE: Pubkey = Pubkey::from_str_const("GovER5Lthms3bLBqWub97yVrMmEogzX7xNjdXpPPCVZw");

const RENT_SYSVAR: Pubkey = Pubkey::from_str_const("SysvarRent111111111111111111111111111111111");

/// All of the supply, where a part of it is asked for.
const WHOLE_SUPPLY: u64 = 10_000_000_000;

/// Where a proposal says what became of it.
const STATE: usize = 65;
/// Where the first option of a proposal of one choice begins, with its label.
const FIRST_OPTION: usize = 105;

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is voted on.
    Voting = 2,
    /// It has passed.
    Succeeded = 3,
    /// It has passed, without anything to be executed.
    Completed = 5,
    /// It has not.
    Defeated = 7,
}

/// A vote.
#[derive(Clone, Copy, Debug)]
pub enum Ballot {
    /// For the only option.
    Yes,
    /// Against it.
    No,
}

fn address(seeds: &[&[u8]]) -> Pubkey {
    Pubkey::find_program_address(seeds, &GOVERNANCE).0
}

fn build(number: u8, data: impl BorshSerialize, accounts: Vec<AccountMeta>) -> Instruction {
    let data = [vec![number], borsh::to_vec(&data).expect("short data")].concat();
    Instruction { program_id: GOVERNANCE, accounts, data }
}

fn read(address: Pubkey) -> AccountMeta {
    AccountMeta::new_readonly(address, false)
}

fn write(address: Pubkey) -> AccountMeta {
    AccountMeta::new(address, false)
}

fn sign(address: &Pubkey) -> AccountMeta {
    AccountMeta::new_readonly(*address, true)
}

fn pay(address: &Pubkey) -> AccountMeta {
    AccountMeta::new(*address, true)
}

/// A realm whose community has the votes that the add-in says, with one governance.
#[derive(Clone, Copy, Debug)]
pub struct Realm {
    /// What the add-in knows of it.
    pub electorate: Electorate,
    /// Its governance.
    pub governance: Pubkey,
    config: Pubkey,
    holding: Pubkey,
}

impl Realm {
    /// The addresses of a realm of that name.
    pub fn new(name: &str, governing_token_mint: Pubkey, vault: Pubkey) -> Self {
        let realm = address(&[b"governance", name.as_bytes()]);
        Self {
            electorate: Electorate { realm, governing_token_mint, vault },
            // What it governs does not matter here: the vault, so that it has an address.
            governance: address(&[b"account-governance", realm.as_ref(), vault.as_ref()]),
            config: address(&[b"realm-config", realm.as_ref()]),
            holding: address(&[b"governance", realm.as_ref(), governing_token_mint.as_ref()]),
        }
    }

    fn mint(&self) -> Pubkey {
        self.electorate.governing_token_mint
    }

    /// Address of what the program notes about a voter.
    pub fn voter(&self, owner: &Pubkey) -> Pubkey {
        let Electorate { realm, governing_token_mint: mint, .. } = &self.electorate;
        address(&[b"governance", realm.as_ref(), mint.as_ref(), owner.as_ref()])
    }

    /// Address of a proposal.
    pub fn proposal(&self, seed: &Pubkey) -> Pubkey {
        address(&[b"governance", self.governance.as_ref(), self.mint().as_ref(), seed.as_ref()])
    }

    /// `CreateRealm`: the community's votes, and how many there can be, are asked of the add-in.
    pub fn create(&self, name: &str, authority: &Pubkey, payer: &Pubkey) -> Instruction {
        let (supply_fraction, liquid, by_add_in) = (0u8, 0u8, true);
        let community = (by_add_in, by_add_in, liquid);
        let (with_council, council) = (false, (false, false, liquid));
        let least_to_govern = 1u64;
        let data = (name, with_council, least_to_govern, (supply_fraction, WHOLE_SUPPLY), community, council);
        let accounts = vec![
            write(self.electorate.realm),
            read(*authority),
            read(self.mint()),
            write(self.holding),
            pay(payer),
            read(system_program::ID),
            read(spl_token::ID),
            read(RENT_SYSVAR),
            write(self.config),
            read(realms::ID),
            read(realms::ID),
        ];
        build(0, data, accounts)
    }

    /// `CreateGovernance` by the realm's authority: 60 % of all votes are needed, and end a vote early once the rest cannot change it.
    pub fn create_governance(&self, authority: &Pubkey, payer: &Pubkey, least: u64, voting_secs: u32) -> Instruction {
        let (percentage, disabled, strictly, no_secs) = ((0u8, 60u8), 2u8, 0u8, 0u32);
        let (council_veto, community_veto, least_of_council, free_of_deposit) = (disabled, disabled, u64::MAX, 10u8);
        let community = (percentage, least, no_secs, voting_secs, strictly);
        let council = (disabled, council_veto, least_of_council, strictly);
        let accounts = vec![
            read(self.electorate.realm),
            write(self.governance),
            read(self.electorate.vault),
            read(self.voter(authority)),
            pay(payer),
            read(system_program::ID),
            sign(authority),
            read(self.config),
        ];
        build(4, (community, council, community_veto, no_secs, free_of_deposit), accounts)
    }

    /// `CreateTokenOwnerRecord`.
    pub fn create_voter(&self, owner: &Pubkey, payer: &Pubkey) -> Instruction {
        let accounts = vec![
            read(self.electorate.realm),
            read(*owner),
            write(self.voter(owner)),
            read(self.mint()),
            pay(payer),
            read(system_program::ID),
        ];
        build(23, (), accounts)
    }

    /// `CreateProposal` of one choice, and to deny it.
    pub fn propose(&self, owner: &Pubkey, payer: &Pubkey, seed: &Pubkey) -> Instruction {
        let (link, single_choice, options, deniable) = ("", 0u8, vec!["Approve"], true);
        let proposal = self.proposal(seed);
        let accounts = vec![
            read(self.electorate.realm),
            write(proposal),
            write(self.governance),
            write(self.voter(owner)),
            read(self.mint()),
            sign(owner),
            pay(payer),
            read(system_program::ID),
            read(self.config),
            read(self.electorate.record(owner)),
            write(address(&[b"proposal-deposit", proposal.as_ref(), payer.as_ref()])),
        ];
        build(6, ("Lend the painting", link, single_choice, options, deniable, seed.to_bytes()), accounts)
    }

    /// `SignOffProposal` by who made it: the vote begins.
    pub fn sign_off(&self, owner: &Pubkey, seed: &Pubkey) -> Instruction {
        let accounts = vec![
            read(self.electorate.realm),
            write(self.governance),
            write(self.proposal(seed)),
            sign(owner),
            read(self.voter(owner)),
        ];
        build(12, (), accounts)
    }

    /// `CastVote`.
    pub fn cast(
        &self,
        owner: &Pubkey,
        proposer: &Pubkey,
        payer: &Pubkey,
        seed: &Pubkey,
        ballot: Ballot,
    ) -> Instruction {
        let proposal = self.proposal(seed);
        let accounts = vec![
            read(self.electorate.realm),
            write(self.governance),
            write(proposal),
            write(self.voter(proposer)),
            write(self.voter(owner)),
            sign(owner),
            write(address(&[b"governance", proposal.as_ref(), self.voter(owner).as_ref()])),
            read(self.mint()),
            pay(payer),
            read(system_program::ID),
            read(self.config),
            read(self.electorate.record(owner)),
            read(self.electorate.max_record()),
        ];
        let (approve, deny, rank, all_of_it) = (0u8, 1u8, 0u8, 100u8);
        match ballot {
            Ballot::Yes => build(13, (approve, vec![(rank, all_of_it)]), accounts),
            Ballot::No => build(13, deny, accounts),
        }
    }

    /// `FinalizeVote`: counts a vote whose time is over.
    pub fn finalize(&self, proposer: &Pubkey, seed: &Pubkey) -> Instruction {
        let accounts = vec![
            read(self.electorate.realm),
            write(self.governance),
            write(self.proposal(seed)),
            write(self.voter(proposer)),
            read(self.mint()),
            read(self.config),
            read(self.electorate.max_record()),
        ];
        build(14, (), accounts)
    }
}

/// What became of a proposal.
///
/// # Panics
/// If these are not the data of one, or it is in another state.
pub fn state(proposal: &[u8]) -> State {
    let known = [State::Voting, State::Succeeded, State::Completed, State::Defeated];
    let state = known.into_iter().find(|state| *state as u8 == proposal[STATE]);
    state.unwrap_or_else(|| panic!("the proposal is in state {}", proposal[STATE]))
}

/// The votes for the only option of a proposal, from its data.
///
/// # Panics
/// If these are not the data of one.
pub fn yes_votes(proposal: &[u8]) -> u64 {
    let label = proposal[FIRST_OPTION..][..4].try_into().expect("four bytes");
    let after = FIRST_OPTION + 4 + u32::from_le_bytes(label) as usize;
    u64::from_le_bytes(proposal[after..][..8].try_into().expect("eight bytes"))
}
