import { Avatar, Button, Menu, Text } from '@mantine/core';
import { IconCopy, IconLogout } from '@tabler/icons-react';
import { type UiWallet, useConnect } from '@wallet-standard/react';
import { useEffect, useState } from 'react';

import { Amount, SOL, shortAddress } from '../amount/index.ts';
import { useLamports } from '../data/lamports.ts';
import { useWallet } from '../wallet/index.ts';

/** Connects a wallet, or says which one is connected. */
export function WalletMenu() {
  const { account, wallets, remembered } = useWallet();
  const last = wallets.find(({ name }) => name === remembered);
  return (
    <>
      {last !== undefined && last.accounts.length === 0 && <Reconnect key={last.name} wallet={last} />}
      {account === null ? <ConnectWallet /> : <Connected />}
    </>
  );
}

/** A button that connects a wallet, for wherever one is needed. */
export function ConnectWallet({ size = 'sm' }: { size?: 'sm' | 'md' }) {
  const { wallets } = useWallet();
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Menu position="bottom-end" withinPortal width={260} onChange={() => setProblem(null)}>
      <Menu.Target>
        <Button size={size} px="sm">
          Connect
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {wallets.map(wallet => (
          <WalletItem key={wallet.name} wallet={wallet} onProblem={setProblem} />
        ))}
        {wallets.length === 0 && (
          <Text size="sm" p="xs">
            This browser has no wallet for Solana. Install one that follows the Wallet Standard, and load the page
            again.
          </Text>
        )}
        {problem !== null && (
          <Text size="sm" p="xs" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function WalletItem({ wallet, onProblem }: { wallet: UiWallet; onProblem: (problem: string) => void }) {
  const { select } = useWallet();
  const [isConnecting, connect] = useConnect(wallet);
  const ask = async () => {
    try {
      const accounts = await connect();
      const [first] = accounts.length > 0 ? accounts : wallet.accounts;
      if (first === undefined) return onProblem(`${wallet.name} showed no account.`);
      select(wallet, first);
    } catch {
      onProblem(`${wallet.name} did not connect. Try again, and approve it in the wallet.`);
    }
  };
  return (
    <Menu.Item
      closeMenuOnClick={false}
      disabled={isConnecting}
      leftSection={<Avatar src={wallet.icon} size={22} radius="sm" alt="" />}
      onClick={() => void ask()}
    >
      {wallet.name}
    </Menu.Item>
  );
}

/** Asks the wallet of the last visit for its accounts: it does not show anything, and may say no. */
function Reconnect({ wallet }: { wallet: UiWallet }) {
  const [, connect] = useConnect(wallet);
  useEffect(() => {
    const silently: { silent?: boolean } = { silent: true };
    connect(silently as Parameters<typeof connect>[0]).catch(() => undefined);
    // Once: afterwards the user asks.
  }, []);
  return null;
}

function Connected() {
  const { account, address, disconnect, wallets, select } = useWallet();
  const { data: lamports } = useLamports(address);
  if (account === null || address === null) return null;
  const others = wallets.flatMap(wallet =>
    wallet.accounts.filter(other => other.address !== address).map(other => ({ wallet, other })),
  );
  return (
    <Menu position="bottom-end" withinPortal width={260}>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          px="xs"
          leftSection={<Avatar src={account.icon ?? null} size={20} radius="sm" alt="" />}
          aria-label={`Wallet ${shortAddress(address, 3)}`}
        >
          {shortAddress(address, 3)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="xs" style={{ wordBreak: 'break-all' }}>
            {address}
          </Text>
          <Text size="sm" c="inherit" mih="1.5em">
            {lamports !== undefined && <Amount raw={lamports} coin={SOL} short />}
          </Text>
        </Menu.Label>
        <Menu.Item
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => void navigator.clipboard.writeText(address)}
        >
          Copy the address
        </Menu.Item>
        {others.map(({ wallet, other }) => (
          <Menu.Item key={`${wallet.name} ${other.address}`} onClick={() => select(wallet, other)}>
            Use {shortAddress(other.address)} of {wallet.name}
          </Menu.Item>
        ))}
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={disconnect}>
          Disconnect
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
