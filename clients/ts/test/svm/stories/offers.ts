/** A vault whose holders are gone is bought below its reserve. */
import { expect, test } from 'vitest';

import { acceptOffer, bid, makeOffer, readVault, withdrawOffer } from '../../../src/index.ts';
import { CASH, PRICE, UNIT, openScene } from '../../stage/scene.ts';
import { tokens } from '../../stage/tokens.ts';

export function offerStories(): void {
  test('an offer is accepted once its window is over, and starts the auction', async () => {
    const { stage, vault, dan, ben, quoteMint } = await openScene();
    const price = PRICE / 2n;
    const offer = await makeOffer(stage.reader, { vault, bidder: dan, price });
    expect(offer.quote).toMatchObject({ vetoed: false, cash: { __kind: 'In', fields: [price] } });
    expect((await stage.send(offer, [dan])).events.map(({ name }) => name)).toEqual(['OfferMade']);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH - price);
    await expect(acceptOffer(stage.reader, { vault })).rejects.toMatchObject({ code: 'OfferStillOpen' });

    stage.wait(offer.quote.acceptableAt - stage.now());
    const accepted = await acceptOffer(stage.reader, { vault });
    const { events } = await stage.send(accepted, [ben]);
    expect(events.map(({ name }) => name)).toEqual(['OfferAccepted']);
    const view = await readVault(stage.reader, vault);
    expect([view.status, view.auction?.endsAt]).toEqual(['Auction', accepted.quote.endsAt]);
    await stage.send(await bid(stage.reader, { vault, bidder: ben, price: PRICE }), [ben]);
  });

  test('an offer that nobody accepted is taken back, and a better one replaces it before', async () => {
    const { stage, vault, dan, ben, quoteMint } = await openScene();
    await stage.send(await makeOffer(stage.reader, { vault, bidder: dan, price: 500n * UNIT }), [dan]);
    const better = await makeOffer(stage.reader, { vault, bidder: ben, price: 600n * UNIT });
    expect(better.quote.exceeds).toMatchObject({ price: 500n * UNIT });
    await stage.send(better, [ben]);
    // It fell: it leaves at once.
    const fallen = await withdrawOffer(stage.reader, { vault, bidder: dan });
    expect(fallen.quote).toMatchObject({ stood: false, cash: 500n * UNIT });
    await stage.send(fallen, [dan]);
    expect(await tokens(stage, dan.address, quoteMint)).toBe(CASH);
    // The one that stands stays until its window is over.
    await expect(withdrawOffer(stage.reader, { vault, bidder: ben })).rejects.toMatchObject({ code: 'OfferStillOpen' });
    stage.wait(better.quote.acceptableAt - stage.now());
    const lamports = stage.lamports(ben.address);
    const back = await withdrawOffer(stage.reader, { vault, bidder: ben });
    expect(back.quote).toMatchObject({ stood: true, cash: 600n * UNIT });
    await stage.send(back, [ben]);
    expect(await tokens(stage, ben.address, quoteMint)).toBe(CASH);
    expect(stage.lamports(ben.address)).toBe(lamports + back.quote.returned - 5_000n);
  });
}
