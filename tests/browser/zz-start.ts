import {launch} from './browser.ts'
const browser = await launch()
const context = await browser.newContext({viewport: {width: 1920, height: 1080}, locale: 'en-US'})
for (let i = 0; i < 5; i++) {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const look = () => {
      const p = (window as any).simloop
      if (p?.recording && p.redraws > 0 && p.frame) {
        const w = window as any
        if (!w.t1) {
          w.t1 = performance.now()
          p.play()
          w.r = p.redraws
        } else if (p.redraws > w.r + 1) {
          w.t2 = performance.now()
          return
        }
      }
      requestAnimationFrame(look)
    }
    look()
  })
  await page.goto('http://127.0.0.1:8380/?scenario=crawler&urls=10')
  await page.waitForFunction(() => (window as any).t2)
  console.log(
    JSON.stringify(
      await page.evaluate(() => {
        const w = window as any
        const n = performance.getEntriesByType('navigation')[0] as any
        return {
          shown: Math.round(w.t1),
          played: Math.round(w.t2),
          response: Math.round(n.responseEnd),
          dcl: Math.round(n.domContentLoadedEventEnd),
          fcp: Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0),
          res: performance
            .getEntriesByType('resource')
            .map(
              (r: any) =>
                `${r.name.split('/').pop().slice(0, 22)} ${Math.round(r.startTime)}-${Math.round(r.responseEnd)} ${Math.round(r.transferSize / 1024)}K`,
            ),
        }
      }),
    ),
  )
  await page.close()
}
await browser.close()
