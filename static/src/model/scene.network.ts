// The network of a scene: its hosts, what is on its way between them, and when one is down.
import {text} from './columns'
import {BEGIN, KIND} from './kinds'
import {GrowingBlocks, GrowingPackets, LOST, MISSED} from './lanes'
import type {Roster} from './scene.roster'

export class Network {
  readonly hosts: string[] = []
  readonly packets = new GrowingPackets()
  readonly down = new GrowingBlocks()
  /** When a link is cut; the depth is its place among the links that ever are. */
  readonly cuts = new GrowingBlocks()
  readonly links: (readonly [number, number])[] = []
  /** The packets in flight, by the row of their begin. */
  private readonly flying = new Map<number, number>()

  constructor(private readonly roster: Roster) {}

  take(row: number): void {
    const {columns} = this.roster.recording
    if (columns.phase[row] === BEGIN) {
      const from = this.hostIndex(text(columns, 'host', row))
      const to = this.hostIndex(text(columns, 'label', row))
      this.flying.set(row, this.packets.begin(row, from, to, columns.t[row], this.roster.ownerOf(row)))
      return
    }
    const packet = this.flying.get(columns.cause[row])
    if (packet === undefined) return
    this.packets.arrive[packet] = columns.t[row]
    if (columns.kind[row] === KIND['packet.lost']) {
      const isDown = this.isDown(this.packets.toHost[packet])
      this.packets.fate[packet] = isDown ? MISSED : LOST
    }
    this.flying.delete(columns.cause[row])
  }

  private isDown(host: number): boolean {
    const {count, depth, to} = this.down
    for (let at = 0; at < count; at++) if (depth[at] === host && to[at] === Infinity) return true
    return false
  }

  /** The place of a link, by its row's subject: `a - b`. */
  linkIndex(subject: string): number {
    const [a, b] = subject.split(' - ').map((host) => this.hostIndex(host))
    const at = this.links.findIndex(([from, to]) => from === a && to === b)
    return at >= 0 ? at : this.links.push([a, b]) - 1
  }

  /** A host that the metadata does not name gets a place behind those that it does. */
  hostIndex(host: string | null): number {
    const id = host ?? '?'
    const at = this.hosts.indexOf(id)
    return at >= 0 ? at : this.hosts.push(id) - 1
  }
}
