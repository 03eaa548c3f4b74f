import { describe, expect, it } from 'vitest';
import { filtersBySuite } from './selection.ts';

const BOTH = ['websocket', 'services'] as const;
const filters = async (only: readonly string[], skip: readonly string[] = []) =>
  Object.fromEntries(await filtersBySuite(BOTH, { only, skip, seed: 1, profile: 'standard' }));

describe('filters over two suites', () => {
  it('leave both as they are where there are none', async () => {
    expect(await filters([])).toEqual({ websocket: { only: [], skip: [] }, services: { only: [], skip: [] } });
  });

  it('leave a suite out in which nothing matches', async () => {
    expect(await filters(['ws.play.*'])).toEqual({ websocket: { only: ['ws.play.*'], skip: [] } });
    expect(await filters(['services.list.*'])).toEqual({ services: { only: ['services.list.*'], skip: [] } });
  });

  it('are told to the suites that know them', async () => {
    expect(await filters(['ws.play.*', 'services.list.*'], ['ws.play.format'])).toEqual({
      websocket: { only: ['ws.play.*'], skip: ['ws.play.format'] },
      services: { only: ['services.list.*'], skip: [] },
    });
  });

  it('leave a suite out of which they leave nothing', async () => {
    expect(Object.keys(await filters([], ['services.*']))).toEqual(['websocket']);
  });

  it('are refused where they match nothing at all, or leave nothing', async () => {
    await expect(filters(['ws.ply.*'])).rejects.toThrow('did you mean ws.play.*?');
    await expect(filters([], ['ws.*', 'services.*'])).rejects.toThrow('no case is left to run');
  });
});
