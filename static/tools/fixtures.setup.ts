// Makes the recordings that the tests read, by running the scenarios.
import {execFileSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default function setup(): void {
  const ours = at('../../.venv/bin/python')
  const python = process.env.PYTHON ?? (existsSync(ours) ? ours : 'python3')
  execFileSync(python, [at('make-fixtures.py')], {stdio: 'inherit'})
}
