// From a recording and where one looks, to a frame: scene, scale, camera and layout, each computed again only
// when what it is made from has changed.
import {compressedScale, makeScale, type Gap, type ScaleKind, type TimeScale} from '../felt/scale'
import type {Link} from '../model/chain'
import type {CrowdKind} from '../model/crowd'
import {chainSeen, depthOfSource, isSeen, levelOf, seenAt, sees} from '../model/depth'
import type {Depth} from '../model/kinds'
import type {Lang, SourceFile} from '../model/metadata'
import {ownerOfThing} from '../model/selection'
import type {Recording} from '../model/recording'
import type {Lane} from '../model/lanes'
import {sceneOf, type Scene} from '../model/scene'
import {worldAt, worldsAhead, type World} from '../model/world'
import {WHOLE, type Camera} from '../stage/camera'
import type {Frame, StageWords} from '../stage/frame'
import {layoutOf, type Layout} from '../stage/layout'
import {countUpTo} from '../stage/search'
import {paled, type Theme} from '../stage/theme'
import {because} from '../words/because'
import {narrate} from '../words/narrate'
import type {Rich} from '../words/rich'
import {ahead} from './ahead'
import {instantOf, type Moment} from './moment'
import {closeSpan, gapShare, preview, type FilmTime} from './shots'
import {Tempo} from './tempo'
import type {Stretch} from './viewpoint'
import {stageWords} from './words'

/** Remembers one result, for as long as its key is the same. */
function latest<Result>(): (key: string | number, make: () => Result) => Result {
  let known: {key: string | number; result: Result} | null = null
  return (key, make) => {
    if (known?.key !== key) known = {key, result: make()}
    return known.result
  }
}

const laneOfOwner = ({tasks}: Scene, owner: number): number =>
  tasks.findIndex((lane) => lane.owner === owner && lane.kind !== 'disk')

/** About as wide as what stands at the right end of the axis while something is selected. On a phone it is elsewhere. */
const cornerPx = ({plotLeft, em}: Layout, selected: string): number =>
  plotLeft < 4 * em ? 0 : (selected.length * 0.6 + 9) * em

export interface Looking {
  readonly moment: Moment
  readonly camera: Camera
  readonly theme: Theme
  readonly lang: Lang
  readonly width: number
  readonly height: number
  readonly em: number
  readonly hovered: number | null
  readonly selected: string | null
  readonly open: ReadonlySet<CrowdKind>
  readonly above: number | null
  readonly loop: Stretch | null
}

export class Viewing {
  depth: Depth = 'machine'
  private readonly tempos = new Map<Depth, Tempo>()
  private readonly sourceLists = latest<readonly SourceFile[]>()
  private readonly scales = latest<TimeScale>()
  private readonly wholeScales = latest<TimeScale>()
  private readonly folded = latest<readonly Gap[]>()
  private readonly spans = latest<number>()
  private readonly scenes = latest<Scene>()
  private readonly latestLanes = latest<number>()
  private readonly selectedLanes = latest<number>()
  private readonly worlds = latest<World>()
  private readonly hoveredWorlds = latest<World>()
  private readonly chains = latest<Link[]>()
  private readonly hoveredChains = latest<Link[]>()
  private readonly tellings = latest<Rich>()
  private readonly becauses = latest<Rich>()
  private readonly words = latest<StageWords>()

  /** Calls off what is being done ahead. */
  private rest = () => {}

  constructor(readonly recording: Recording) {
    this.tempo.extend(recording)
    this.prepare()
  }

  /** So that a jump to anywhere is quick. */
  private prepare(): void {
    this.rest()
    this.rest = ahead((enough) => worldsAhead(this.recording, enough))
  }

  /** It is not looked at any more. */
  close(): void {
    this.rest()
  }

  /** Each depth has its own: what is hidden takes no time. */
  get tempo(): Tempo {
    const {depth, recording} = this
    let tempo = this.tempos.get(depth)
    if (!tempo) {
      tempo = new Tempo(recording.metadata.preset.instruction_ps, (row) => isSeen(recording, row, depth))
      tempo.extend(recording)
      this.tempos.set(depth, tempo)
    }
    return tempo
  }

  /** The recording has got more rows. */
  grew(): void {
    for (const tempo of this.tempos.values()) tempo.extend(this.recording)
    this.prepare()
  }

  /** The files that are shown at this depth. */
  get sources(): readonly SourceFile[] {
    const {depth, recording} = this
    return this.sourceLists(depth, () =>
      recording.metadata.sources.filter((source) => levelOf(depthOfSource(source)) <= levelOf(depth)),
    )
  }

  /** The lanes that are shown at this depth. */
  private get sceneSeen(): Scene {
    const {scene, depth} = this
    if (depth === 'machine') return scene
    return this.scenes(`${scene.rows}/${depth}`, () => {
      const {rows, endPs, cpu, cores, coreNumbers, switches, down, cuts, links, packets, owners} = scene
      const isShown = ({blocks}: Lane) => !blocks.count || sees(depth, this.recording.kindOf(blocks.row[0]))
      const tasks = scene.tasks.filter(isShown)
      const crowds = scene.crowds.filter(({kind}) => tasks.some((lane) => lane.kind === kind))
      const machine = {cpu, cores, coreNumbers, switches, down, cuts, links, packets, hosts: []}
      return {rows, endPs, ...machine, owners, tasks, crowds}
    })
  }

  get scene(): Scene {
    return sceneOf(this.recording)
  }

  /** The scale that suits so much of the run on screen: on the compressed one, gaps keep their width. */
  scale(kind: ScaleKind, span: number = WHOLE.span): TimeScale {
    const {count} = this.recording
    if (span === WHOLE.span) return this.wholeScales(`${kind}/${count}`, () => this.makeScale(kind, span))
    return this.scales(`${kind}/${count}/${span}`, () => this.makeScale(kind, span))
  }

  private makeScale(kind: ScaleKind, span: number): TimeScale {
    const {endPs, cpu} = this.scene
    const instructionPs = this.recording.metadata.preset.instruction_ps
    return makeScale(kind, {
      endPs,
      instructionPs,
      waits: cpu.waits,
      gapShare: gapShare(this.gaps.length, span),
      gaps: this.gaps,
    })
  }

  /** The waits that the compressed scale folds. */
  private get gaps(): readonly Gap[] {
    return this.folded(
      this.recording.count,
      () => compressedScale(this.scene.endPs, this.scene.cpu.waits).gaps,
    )
  }

  /** What is on screen in a close shot, on a plot of so many letters. */
  closeSpan(kind: ScaleKind, plotEm: number): number {
    if (kind !== 'compressed') return WHOLE.span
    return this.spans(`${this.recording.count}/${plotEm}`, () => closeSpan(this.scene, this.gaps, plotEm))
  }

  world(row: number): World {
    return this.worlds(this.key(row), () => worldAt(this.recording, row))
  }

  /** The world at another row than the playhead's. */
  worldNear(row: number): World {
    return this.hoveredWorlds(this.key(row), () => worldAt(this.recording, row))
  }

  chain(row: number): Link[] {
    return this.chains(this.key(row), () => chainSeen(this.recording, row, this.depth))
  }

  /** The event that is told of at a row: itself, or the latest before it that is seen. */
  seen(row: number): number {
    return seenAt(this.recording, row, this.depth)
  }

  /** What is told there. */
  told(row: number, lang: Lang): Rich {
    const at = this.seen(row)
    return this.tellings(`${this.key(at)}/${lang}`, () =>
      narrate(this.recording, at, at === row ? this.world(row) : worldAt(this.recording, at), lang),
    )
  }

  /** Why what is told there is so. */
  because(row: number, lang: Lang): Rich {
    const at = this.seen(row)
    return this.becauses(`${this.key(at)}/${lang}`, () =>
      because(this.recording, at, at === row ? this.world(row) : worldAt(this.recording, at), lang),
    )
  }

  private key(row: number): string {
    return `${row}/${this.recording.count}/${this.depth}`
  }

  filmTime(moment: Moment): FilmTime {
    const fromStart = this.tempo.at(moment)
    const {complete, count} = this.recording
    return {fromStart, toEnd: complete ? this.tempo.at({row: count - 1, toward: 0}) - fromStart : Infinity}
  }

  /** The lane of the thread that runs, or of whom the latest block on the CPU is: where lanes are folded, it is among those shown. */
  private latestLane(row: number): number {
    return this.latestLanes(this.key(row), () => this.findLatestLane(row))
  }

  private findLatestLane(row: number): number {
    const {sceneSeen: scene} = this
    const {thread, strings} = this.recording.columns
    let at = row
    while (at > 0 && thread[at] < 0) at--
    const own = scene.tasks.findIndex(({kind, id}) => kind === 'thread' && id === strings.at(thread[at]))
    if (own >= 0) return own
    const {blocks} = scene.cpu
    let block = countUpTo(blocks.row, blocks.count, row) - 1
    while (block >= 0 && blocks.owner[block] < 0) block--
    return block < 0
      ? 0
      : Math.max(
          0,
          scene.tasks.findIndex(({owner}) => owner === blocks.owner[block]),
        )
  }

  frame(
    scale: TimeScale,
    overview: TimeScale,
    {moment, camera, theme, lang, width, height, em, hovered, selected, open, above, loop}: Looking,
  ): Frame {
    const {recording, sceneSeen: scene, depth} = this
    const owner = selected === null ? null : ownerOfThing(recording, selected)
    const world = this.world(moment.row)
    const place = owner === null ? -1 : scene.owners.indexOf(owner)
    const layout = layoutOf(scene, width, height, em, {
      latest: this.latestLane(moment.row),
      selected:
        place < 0
          ? -1
          : this.selectedLanes(`${scene.rows}/${depth}/${place}`, () => laneOfOwner(scene, place)),
      open,
      above,
    })
    return {
      columns: recording.columns,
      scene,
      layout,
      theme,
      depth,
      cornerPx: selected === null ? 0 : cornerPx(layout, selected),
      selected: selected === null ? null : place,
      loop: loop && {from: recording.columns.t[loop.from], to: recording.columns.t[loop.to]},
      overview,
      view: {scale, camera, leftPx: layout.plotLeft, widthPx: layout.plotWidth},
      words: this.words(lang, () => stageWords(recording.metadata, lang)),
      t: instantOf(recording.columns, moment),
      row: moment.row,
      ahead: paled(theme, preview(this.filmTime(moment))),
      open: new Set(world.spans.map(({row}) => row)),
      chain:
        hovered === null
          ? this.chain(moment.row)
          : this.hoveredChains(this.key(hovered), () => chainSeen(recording, hovered, depth)),
    }
  }
}
