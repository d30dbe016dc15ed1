import { resolve } from 'node:path';

import { DeployError } from './src/errors';
import { type Options, parseOptions, USAGE } from './src/options';
import { exitCode, renderJson, renderText } from './src/report';
import { run } from './src/run';
import { anchorProvider, readAnchorToml } from './src/sources';

const ROOT = resolve(__dirname, '..');

/** What `anchor migrate` hands to a deploy script, as far as this one uses it. */
interface AnchorProvider {
  connection: { rpcEndpoint: string };
  wallet: { payer: { secretKey: Uint8Array } };
}

/** Prints the report of a run, or in one sentence why there is none, and sets the exit code. */
async function report(readOptions: () => Options | undefined): Promise<void> {
  try {
    const options = readOptions();
    if (!options) return console.log(USAGE);
    const found = await run(options);
    console.log(options.json ? renderJson(found) : renderText(found));
    process.exitCode = exitCode(found);
  } catch (error) {
    const { message, hint } = error instanceof DeployError ? error : { message: String(error), hint: undefined };
    console.error(hint === undefined ? `error: ${message}` : `error: ${message}\nhint: ${hint}`);
    process.exitCode = 2;
  }
}

/** `anchor migrate`: the cluster and the wallet of Anchor.toml, and the defaults for the rest. */
async function migrate(provider: AnchorProvider): Promise<void> {
  const { connection, wallet } = provider;
  await report(() => {
    const options = parseOptions(['--url', connection.rpcEndpoint], ROOT, { cluster: undefined, wallet: undefined });
    return options && { ...options, keypair: wallet.payer.secretKey, authority: 'keypair' };
  });
}

if (require.main === module) {
  void report(() => parseOptions(process.argv.slice(2), ROOT, anchorProvider(readAnchorToml(ROOT))));
}

export = migrate;
