import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const MIGRATIONS = resolve(__dirname, '..');
export const ROOT = resolve(MIGRATIONS, '..');

/** How a process ended and what it printed. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end. */
export function execute(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const child = spawn(command, args, options);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', chunk => (output.stdout += String(chunk)));
  child.stderr.on('data', chunk => (output.stderr += String(chunk)));
  return new Promise((done, failed) => child.on('error', failed).on('close', code => done({ code, ...output })));
}

/** Runs the script as a process. */
export function deploy(...args: string[]): Promise<Ended> {
  return execute(join(MIGRATIONS, 'node_modules/.bin/tsx'), [join(MIGRATIONS, 'deploy.ts'), ...args]);
}
