// From a recording and where one looks, to a frame: scene, scale, camera and layout, each computed again only
// when what it is made from has changed.
import {makeScale, type ScaleKind, type TimeScale} from '../felt/scale'
import {chainAt, type Link} from '../model/chain'
import type {Lang} from '../model/metadata'
import type {Recording} from '../model/recording'
import {sceneOf, type Scene} from '../model/scene'
import {worldAt, type World} from '../model/world'
import type {Camera} from '../stage/camera'
import type {Frame, StageWords} from '../stage/frame'
import {layoutOf} from '../stage/layout'
import type {Theme} from '../stage/theme'
import {instantOf, type Moment} from './moment'
import {runOf} from './shots'
import {Tempo} from './tempo'
import {stageWords} from './words'

/** Remembers one result, for as long as its key is the same. */
function latest<Result>(): (key: string | number, make: () => Result) => Result {
  let known: {key: string | number; result: Result} | null = null
  return (key, make) => {
    if (known?.key !== key) known = {key, result: make()}
    return known.result
  }
}

export interface Looking {
  readonly moment: Moment
  readonly camera: Camera
  readonly theme: Theme
  readonly lang: Lang
  readonly width: number
  readonly height: number
  readonly em: number
  readonly hovered: number | null
}

export class Viewing {
  readonly tempo: Tempo
  private readonly scales = new Map<ScaleKind, (key: number, make: () => TimeScale) => TimeScale>()
  private readonly worlds = latest<World>()
  private readonly hoveredWorlds = latest<World>()
  private readonly chains = latest<Link[]>()
  private readonly hoveredChains = latest<Link[]>()
  private readonly words = latest<StageWords>()

  constructor(readonly recording: Recording) {
    this.tempo = new Tempo(recording.metadata.preset.instruction_ps)
    this.tempo.extend(recording)
  }

  get scene(): Scene {
    return sceneOf(this.recording)
  }

  scale(kind: ScaleKind): TimeScale {
    let scales = this.scales.get(kind)
    if (!scales) this.scales.set(kind, (scales = latest<TimeScale>()))
    const {instruction_ps} = this.recording.metadata.preset
    return scales(this.recording.count, () => makeScale(kind, runOf(this.scene, instruction_ps)))
  }

  world(row: number): World {
    return this.worlds(this.key(row), () => worldAt(this.recording, row))
  }

  /** The world at another row than the playhead's. */
  worldNear(row: number): World {
    return this.hoveredWorlds(this.key(row), () => worldAt(this.recording, row))
  }

  chain(row: number): Link[] {
    return this.chains(this.key(row), () => chainAt(this.recording, row))
  }

  private key(row: number): string {
    return `${row}/${this.recording.count}`
  }

  frame(scale: TimeScale, {moment, camera, theme, lang, width, height, em, hovered}: Looking): Frame {
    const {recording, scene} = this
    const world = this.world(moment.row)
    const running = world.tasks.findIndex(({state}) => state === 'running')
    const layout = layoutOf(scene, width, height, em, Math.max(0, running))
    return {
      columns: recording.columns,
      scene,
      layout,
      theme,
      view: {scale, camera, leftPx: layout.plotLeft, widthPx: layout.plotWidth},
      words: this.words(lang, () => stageWords(recording.metadata, lang)),
      t: instantOf(recording.columns, moment),
      row: moment.row,
      open: new Set(world.spans.map(({row}) => row)),
      chain:
        hovered === null
          ? this.chain(moment.row)
          : this.hoveredChains(this.key(hovered), () => chainAt(recording, hovered)),
    }
  }
}
