// Makes the recordings that the tests read, by running the scenarios.
import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The Python that has what simloop needs. */
export function python(): string {
  const ours = at('../../.venv/bin/python')
  return process.env.PYTHON ?? (existsSync(ours) ? ours : 'python3')
}

export default function setup(): void {
  execFileSync(python(), [at('make-fixtures.py')], {stdio: 'inherit'})
}
