// What the panels are told of a moment. They ask nothing and remember nothing; an equal value draws nothing.
import type {Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import {ownerOf} from '../model/whose'
import type {Recording} from '../model/recording'
import type {StepUnit} from '../model/step'
import type {World} from '../model/world'
import type {Chain} from '../panels/chain'
import type {Clock} from '../panels/clock'
import type {Code} from '../panels/code'
import type {Narration} from '../panels/narration'
import type {MachineRoom} from '../panels/room'
import type {PlaceOf} from '../panels/shared'
import type {ScaleKind, Speed, Transport} from '../panels/transport'
import type {Verdict} from '../panels/verdict'
import type {Frame} from '../stage/frame'
import {ui} from '../words/ui'
import type {Viewing} from './view'

export interface Panels {
  readonly clock: Clock
  readonly verdict: Verdict
  readonly chain: Chain
  readonly narration: Narration
  readonly transport: Transport
  readonly code: Code | null
  readonly room: MachineRoom | null
}

/** What the transport shows of itself. */
export interface Controls {
  readonly playing: boolean
  readonly unit: StepUnit
  readonly speed: Speed
  readonly scale: ScaleKind
  readonly depth: Depth
  readonly selected: string | null
  /** Why it is so is said too. */
  readonly because: boolean
  /** How far the playhead is on the way to the next event. */
  readonly toward: number
}

export function present(
  panels: Panels,
  viewing: Viewing,
  frame: Frame,
  controls: Controls,
  lang: Lang,
): void {
  const {recording} = viewing
  const {row, t} = frame
  const {metadata} = recording
  const instructionPs = metadata.preset.instruction_ps
  const world = viewing.world(row)
  const placeOf = placesOf(frame.scene.owners)

  Object.assign(panels.clock, {t, instructionPs, lang})
  Object.assign(panels.verdict, {
    alonePs: metadata.facts['alone_ps'] ?? null,
    count: frame.scene.tasks.length && (metadata.facts['alone_count'] ?? frame.scene.tasks.length),
    togetherPs: recording.complete ? recording.endPs : null,
    instructionPs,
    lang,
  })
  const {because: asked, toward, ...shown} = controls
  const {playing, depth, selected} = shown
  Object.assign(panels.chain, {recording, links: viewing.chain(row), placeOf, selected, at: row, lang})
  const told = viewing.told(row, lang)
  const because = asked ? viewing.because(row, lang) : null
  Object.assign(panels.narration, {told, because, row: viewing.seen(row), playing, placeOf, depth, lang})
  const rows = recording.count
  const position = ui(lang).position(row, rows)
  Object.assign(panels.transport, {empty: false, ...shown, row, rows, told: position, lang})
  if (panels.code) {
    const owner = placeOf(runningOwner(recording, world))
    Object.assign(panels.code, {
      recording,
      sources: viewing.sources,
      world,
      placeOf,
      owner,
      depth,
      selected,
      lang,
    })
  }
  if (panels.room) Object.assign(panels.room, {recording, world, t, toward, placeOf, depth, selected, lang})
}

/** What the panels are told while there is nothing to tell of. */
export function presentNothing(panels: Panels): void {
  Object.assign(panels.clock, {t: 0})
  Object.assign(panels.verdict, {togetherPs: null})
  Object.assign(panels.chain, {recording: null, links: []})
  Object.assign(panels.narration, {told: [], because: null, row: 0})
  Object.assign(panels.transport, {empty: true, row: 0, rows: 0})
  if (panels.code) Object.assign(panels.code, {sources: [], world: null})
  if (panels.room) Object.assign(panels.room, {recording: null, world: null})
}

const known = new WeakMap<readonly string[], {count: number; placeOf: PlaceOf}>()

/** The same function for the same owners, so that panels need not draw again. */
export function placesOf(owners: readonly string[]): PlaceOf {
  const before = known.get(owners)
  if (before?.count === owners.length) return before.placeOf
  const places = new Map(owners.map((owner, index) => [owner, index]))
  const placeOf = (owner: string | null) => (owner === null ? -1 : (places.get(owner) ?? -1))
  known.set(owners, {count: owners.length, placeOf})
  return placeOf
}

/** Whose code is on the CPU: that of the innermost call that is anybody's. */
function runningOwner(recording: Recording, {spans, row}: World): string | null {
  for (const {subject} of spans.toReversed()) {
    const owner = subject === null ? null : ownerOf(recording, subject, row)
    if (owner !== null) return owner
  }
  return null
}
