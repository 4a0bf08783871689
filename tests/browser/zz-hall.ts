import {launch} from './browser.ts'
import {Server} from './server.ts'
import {mkdtemp} from 'node:fs/promises'
const folder = await mkdtemp('/tmp/hall/st-')
const server = await Server.hall(folder, 8331)
const browser = await launch()
try {
  const p = await browser.newPage({viewport: {width: 1280, height: 720}})
  const f = await browser.newPage({
    viewport: {width: 390, height: 844},
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: 'en-US',
  })
  for (const page of [p, f]) {
    page.on('console', (m) => console.log(m.text()))
    page.on('pageerror', (e) => console.log(String(e)))
  }
  await p.goto(`${await server.presentersLink()}&lang=en#/9`)
  await f.goto(`${server.url}/hall`)
  for (const page of [p, f]) await page.locator('footer .page').waitFor()
  await p.waitForTimeout(1500)
  await p.keyboard.press('PageDown')
  await p.waitForTimeout(1500)
  for (const page of [p, f])
    console.log(
      page.url(),
      await page.evaluate(() => {
        const l = document.querySelector('sim-lecture') as any
        const h = (document.querySelector('sim-hall') as any).hall
        return JSON.stringify({
          at: l.at(),
          spot: l.spot,
          begun: h.begun,
          online: h.online,
          refused: h.refused,
          latest: h.latest,
          wheel: h.wheelNow,
          sent: h.sent,
        })
      }),
    )
  await p.screenshot({path: '/tmp/hall/p.png'})
  await f.screenshot({path: '/tmp/hall/f.png'})
} finally {
  console.log((server as any).output)
  await browser.close()
  await server.stop()
}
