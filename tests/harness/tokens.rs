//! Mints and token accounts.

use {
    crate::{
        bank::Bank,
        receipt::{Failure, Receipt},
        token_2022::MintExtension,
    },
    anchor_lang::{
        prelude::{Pubkey, Rent},
        solana_program::{instruction::Instruction, program_pack::Pack, system_instruction},
    },
    anchor_spl::{
        associated_token::{
            get_associated_token_address_with_program_id,
            spl_associated_token_account::instruction::create_associated_token_account_idempotent,
        },
        token::spl_token,
        token_2022::spl_token_2022::{self, extension::ExtensionType},
    },
    solana_account::Account,
    solana_keypair::Keypair,
    solana_signer::Signer,
    std::ops::Range,
};

/// Where in a token account its amount is.
pub const AMOUNT: Range<usize> = 64..72;

/// Takes a raw unit out of the data of a token account, past all rules.
///
/// # Panics
/// If it is no token account, or an empty one.
pub fn one_less(data: &mut [u8]) {
    let amount = u64::from_le_bytes(data[AMOUNT].try_into().expect("eight bytes"));
    data[AMOUNT].copy_from_slice(&amount.checked_sub(1).expect("a unit").to_le_bytes());
}

impl Bank {
    /// A classic mint. Its mint authority is the bank's payer.
    pub async fn create_mint(&mut self, decimals: u8, freeze_authority: Option<&Pubkey>) -> Pubkey {
        self.mint_of(&spl_token::ID, decimals, freeze_authority, &[]).await
    }

    /// A Token-2022 mint with these extensions. Its mint authority is the bank's payer.
    pub async fn create_mint_2022(
        &mut self,
        decimals: u8,
        freeze_authority: Option<&Pubkey>,
        extensions: &[MintExtension],
    ) -> Pubkey {
        self.mint_of(&spl_token_2022::ID, decimals, freeze_authority, extensions).await
    }

    async fn mint_of(
        &mut self,
        token_program: &Pubkey,
        decimals: u8,
        freeze_authority: Option<&Pubkey>,
        extensions: &[MintExtension],
    ) -> Pubkey {
        let (payer, mint) = (self.payer(), self.new_keypair());
        let authority = payer.pubkey();
        let instructions =
            making_mint(token_program, &mint.pubkey(), &authority, decimals, freeze_authority, extensions);
        self.must(&instructions, &[&payer, &mint]).await;
        mint.pubkey()
    }

    /// The associated token account of `owner`, made if it is not there.
    pub async fn create_ata(&mut self, owner: &Pubkey, mint: &Pubkey) -> Pubkey {
        let token_program = self.token_program_of(mint).await;
        let payer = self.payer();
        let create = create_associated_token_account_idempotent(&payer.pubkey(), owner, mint, &token_program);
        self.must(&[create], &[&payer]).await;
        get_associated_token_address_with_program_id(owner, mint, &token_program)
    }

    /// A token account of `owner` without extensions at an address of its own.
    pub async fn create_token_account(&mut self, owner: &Pubkey, mint: &Pubkey) -> Pubkey {
        let (payer, account) = (self.payer(), self.new_keypair());
        let (space, id) = (spl_token::state::Account::LEN, self.token_program_of(mint).await);
        let create = system_instruction::create_account(
            &payer.pubkey(),
            &account.pubkey(),
            Rent::default().minimum_balance(space),
            space as u64,
            &id,
        );
        let initialize = valid(spl_token_2022::instruction::initialize_account3(&id, &account.pubkey(), mint, owner));
        self.must(&[create, initialize], &[&payer, &account]).await;
        account.pubkey()
    }

    /// Mints raw units of a mint made by this bank into a token account.
    pub async fn mint_to(&mut self, mint: &Pubkey, token: &Pubkey, amount: u64) {
        let (payer, token_program) = (self.payer(), self.token_program_of(mint).await);
        let authority = payer.pubkey();
        let mint_to = valid(spl_token_2022::instruction::mint_to(&token_program, mint, token, &authority, &[], amount));
        self.must(&[mint_to], &[&payer]).await;
    }

    /// Gives `owner` raw units of a mint made by this bank, in its associated token account, whose address it returns.
    pub async fn fund(&mut self, owner: &Pubkey, mint: &Pubkey, amount: u64) -> Pubkey {
        let token = self.create_ata(owner, mint).await;
        self.mint_to(mint, &token, amount).await;
        token
    }

    /// Freezes a token account.
    pub async fn freeze(&mut self, token: &Pubkey, mint: &Pubkey, freeze_authority: &Keypair) {
        let token_program = self.token_program_of(mint).await;
        let authority = freeze_authority.pubkey();
        let freeze = valid(spl_token_2022::instruction::freeze_account(&token_program, token, mint, &authority, &[]));
        self.must(&[freeze], &[freeze_authority]).await;
    }

    /// Thaws a token account.
    pub async fn thaw(&mut self, token: &Pubkey, mint: &Pubkey, freeze_authority: &Keypair) {
        let token_program = self.token_program_of(mint).await;
        let authority = freeze_authority.pubkey();
        let thaw = valid(spl_token_2022::instruction::thaw_account(&token_program, token, mint, &authority, &[]));
        self.must(&[thaw], &[freeze_authority]).await;
    }

    /// Puts raw units of a classic mint, from nowhere, into the associated token account of `owner`, in place of what was there. Much
    /// quicker than by transactions, where there are many.
    ///
    /// # Panics
    /// If there are more raw units of the mint than a `u64` holds.
    pub async fn put_tokens(&mut self, owner: &Pubkey, mint: &Pubkey, amount: u64) {
        let token = get_associated_token_address_with_program_id(owner, mint, &spl_token::ID);
        let state = spl_token::state::AccountState::Initialized;
        let content = spl_token::state::Account { mint: *mint, owner: *owner, amount, state, ..Default::default() };
        let mut of_mint = self.mint(mint).await;
        let before = self.token_balance(&token).await;
        of_mint.supply =
            of_mint.supply.checked_sub(before).and_then(|rest| rest.checked_add(amount)).expect("a supply");
        self.put(token, content);
        self.put(*mint, of_mint);
    }

    /// Changes the data of an account, past all rules of the runtime; returns what it was.
    ///
    /// # Panics
    /// If there is no account.
    pub async fn change_data(&mut self, address: Pubkey, change: impl FnOnce(&mut Vec<u8>)) -> Account {
        let sound = self.account(&address).await.expect("it exists");
        let mut changed = sound.clone();
        change(&mut changed.data);
        self.set_account(address, changed);
        sound
    }

    /// Puts a mint or a token account of the classic token program, from nowhere, at an address.
    ///
    /// # Panics
    /// If it does not fit its own size.
    pub fn put<T: Pack>(&mut self, address: Pubkey, content: T) {
        let mut data = vec![0; T::LEN];
        T::pack(content, &mut data).expect("as many bytes as it takes");
        let lamports = Rent::default().minimum_balance(data.len());
        self.set_account(address, Account { lamports, data, owner: spl_token::ID, ..Account::default() });
    }

    /// Raw units in a token account; 0 if it does not exist.
    ///
    /// # Panics
    /// If the account is there but is no token account.
    pub async fn token_balance(&self, token: &Pubkey) -> u64 {
        self.token_account(token).await.map_or(0, |account| account.amount)
    }

    /// The base state of a token account of either token program; `None` if there is no account.
    ///
    /// # Panics
    /// If the account is there but is no token account.
    pub async fn token_account(&self, token: &Pubkey) -> Option<spl_token::state::Account> {
        let account = self.account(token).await?;
        let base = account.data.get(..spl_token::state::Account::LEN);
        let state = base.and_then(|data| spl_token::state::Account::unpack(data).ok());
        Some(state.unwrap_or_else(|| panic!("{token} is not a token account")))
    }

    /// Raw units in existence of a mint of either token program.
    ///
    /// # Panics
    /// If there is no mint.
    pub async fn supply(&self, mint: &Pubkey) -> u64 {
        self.mint(mint).await.supply
    }

    /// The base state of a mint of either token program.
    ///
    /// # Panics
    /// If there is no mint.
    pub async fn mint(&self, mint: &Pubkey) -> spl_token::state::Mint {
        let account = self.account(mint).await.unwrap_or_else(|| panic!("there is no mint {mint}"));
        let base = account.data.get(..spl_token::state::Mint::LEN);
        let state = base.and_then(|data| spl_token::state::Mint::unpack(data).ok());
        state.unwrap_or_else(|| panic!("{mint} is not a mint"))
    }

    async fn token_program_of(&self, mint: &Pubkey) -> Pubkey {
        self.account(mint).await.unwrap_or_else(|| panic!("there is no mint {mint}")).owner
    }

    /// Sends what the setting up of a test needs.
    ///
    /// # Panics
    /// If it fails.
    pub async fn must(&mut self, instructions: &[Instruction], signers: &[&Keypair]) -> Receipt {
        let result: Result<Receipt, Failure> = self.send(instructions, signers).await;
        result.unwrap_or_else(|failure| panic!("the setting up failed: {failure}"))
    }
}

/// The native mint, which every cluster has from its genesis.
pub(crate) fn native_mint() -> Account {
    let mint = spl_token::state::Mint {
        decimals: spl_token::native_mint::DECIMALS,
        is_initialized: true,
        ..spl_token::state::Mint::default()
    };
    let mut data = vec![0; spl_token::state::Mint::LEN];
    mint.pack_into_slice(&mut data);
    let lamports = Rent::default().minimum_balance(data.len());
    Account { lamports, data, owner: spl_token::ID, ..Account::default() }
}

/// What makes a mint of a token program. `authority` pays and becomes the mint authority; it signs, and so does the mint.
pub(crate) fn making_mint(
    token_program: &Pubkey,
    mint: &Pubkey,
    authority: &Pubkey,
    decimals: u8,
    freeze_authority: Option<&Pubkey>,
    extensions: &[MintExtension],
) -> Vec<Instruction> {
    let kinds: Vec<_> = extensions.iter().map(|extension| extension.kind()).collect();
    let space = ExtensionType::try_calculate_account_len::<spl_token_2022::state::Mint>(&kinds)
        .expect("extensions of fixed size");
    let rent = Rent::default().minimum_balance(space);
    let mut instructions = vec![system_instruction::create_account(authority, mint, rent, space as u64, token_program)];
    instructions.extend(extensions.iter().map(|extension| extension.initialize(mint)));
    let initialize = spl_token_2022::instruction::initialize_mint2;
    instructions.push(valid(initialize(token_program, mint, authority, freeze_authority, decimals)));
    instructions
}

/// The builders of the token programs refuse foreign program ids only.
pub(crate) fn valid<E: std::fmt::Debug>(instruction: Result<Instruction, E>) -> Instruction {
    instruction.expect("the token program's own id")
}
