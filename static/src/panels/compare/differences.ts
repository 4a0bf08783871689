// What differs between two runs, as tables: the first, the second, and by how much felt time.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import {laterBy, type Both, type Differences} from '../../compare/differences'
import {secondsText} from '../../felt/felt'
import type {Lang} from '../../model/metadata'
import {compareWords} from '../../words/compare'
import {base, hued, type PlaceOf} from '../shared'

/** So many rows of each table; more are counted. */
const MOST = 12

@customElement('sim-differences')
export class DifferencesPanel extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        font-variant-numeric: tabular-nums;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        margin: 0 0 1.2em;
      }
      caption {
        text-align: left;
        color: var(--quiet);
        padding: 0.2em 0 0.3em;
      }
      th,
      td {
        padding: 0.2em 0.5em;
        border-top: 1px solid var(--line);
        text-align: right;
        white-space: nowrap;
        font-weight: 400;
      }
      th:first-child,
      td:first-child {
        text-align: left;
        white-space: normal;
        padding-left: 0;
      }
      thead th {
        color: var(--faint);
        border-top: 0;
        font-size: 0.9em;
      }
      tbody th {
        color: var(--who-ink, var(--ink));
        font-weight: 650;
      }
      .by {
        font-weight: 650;
        padding-right: 0;
      }
      .same {
        color: var(--faint);
        font-weight: 400;
      }
      .what {
        color: var(--ink);
        font-weight: 400;
      }
      tbody th button {
        border: 0;
        padding: 0;
        border-radius: 0.2em;
        font-weight: 650;
        text-align: left;
      }
      .more {
        color: var(--faint);
      }
    `,
  ]

  @property({attribute: false}) differences: Differences | null = null
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property() override lang: Lang = 'en'

  override render() {
    const {differences, lang} = this
    if (!differences) return nothing
    const words = compareWords(lang)
    const {finishes, waits, spent, counts, whole} = differences
    return html`
      ${this.table(words.finished, [
        ...finishes.map((one) => this.row(this.who(one.who), one, one.who)),
        this.row(words.program, whole),
      ])}
      ${this.table(
        words.waited,
        waits.map((one) =>
          this.row(
            html`${this.who(one.who)} <span class="what">${words.awaited[one.awaited]}</span>`,
            one,
            one.who,
          ),
        ),
      )}
      ${this.table(
        words.spent,
        spent.map((one) =>
          this.row(html`<span class="what">${one.name?.[lang] ?? words.otherTime}</span>`, one),
        ),
      )}
      ${this.table(
        words.counts,
        counts.map(({kind, first, second}) => {
          const by = second - first
          return html`<tr>
            <th scope="row"><span class="what">${words.kinds[kind] ?? kind}</span></th>
            <td>${first}</td>
            <td>${second}</td>
            <td class="by">${by > 0 ? words.more(`${by}`) : words.less(`${-by}`)}</td>
          </tr>`
        }),
      )}
    `
  }

  private table(title: string, rows: readonly unknown[]) {
    const words = compareWords(this.lang)
    return html`<table>
      <caption>
        ${title}
      </caption>
      ${
        rows.length
          ? html`<thead>
              <tr>
                <td></td>
                <th scope="col">${words.first}</th>
                <th scope="col">${words.second}</th>
                <th scope="col">${words.differs}</th>
              </tr>
            </thead>`
          : nothing
      }
      <tbody>
        ${
          rows.length
            ? rows.slice(0, MOST)
            : html`<tr>
                <td colspan="4" class="same">${words.noDifference}</td>
              </tr>`
        }
        ${
          rows.length > MOST
            ? html`<tr>
                <td colspan="4" class="more">${words.andMore(rows.length - MOST)}</td>
              </tr>`
            : nothing
        }
      </tbody>
    </table>`
  }

  private who(who: string) {
    return html`<button @click=${() => this.dispatchEvent(new CustomEvent('pick', {detail: who}))}>
      ${who}
    </button>`
  }

  private row(name: unknown, one: Both, owner: string | null = null) {
    const hue = owner === null ? '' : hued(this.placeOf(owner.split(' / ')[0]))
    return html`<tr style=${hue}>
      <th scope="row">${name}</th>
      <td>${this.felt(one.first)}</td>
      <td>${this.felt(one.second)}</td>
      ${this.by(one)}
    </tr>`
  }

  private felt(seconds: number | null) {
    const words = compareWords(this.lang)
    if (seconds === null) return html`<span class="same">${words.absent}</span>`
    return seconds === Infinity ? words.unfinished : secondsText(seconds, this.lang)
  }

  private by(one: Both) {
    const words = compareWords(this.lang)
    if (one.first === null || one.second === null) return html`<td class="by same"></td>`
    if (one.first === one.second) return html`<td class="by same">${words.same}</td>`
    const by = laterBy(one)
    if (!Number.isFinite(by)) return html`<td class="by"></td>`
    const felt = secondsText(Math.abs(by), this.lang)
    return html`<td class="by">${by > 0 ? words.more(felt) : words.less(felt)}</td>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-differences': DifferencesPanel
  }
}
