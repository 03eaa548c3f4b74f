import { useEffect, useRef, useState } from 'preact/hooks';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface PointerActions {
  /** A click. */
  readonly select: (at: Point) => void;
  /** A stretch was dragged over, left end first. */
  readonly span: (from: number, to: number) => void;
  /** A double click. */
  readonly whole: () => void;
}

/** Shorter drags are clicks of an unsteady hand. */
const LEAST_DRAG = 6;

/** Clicks and drags on an element, in its own coordinates. Returns the stretch that is being dragged over. */
export const usePointer = (
  box: { readonly current: HTMLElement | null },
  actions: PointerActions,
): { readonly from: number; readonly to: number } | undefined => {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | undefined>(undefined);
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let begun: Point | undefined;
    const at = (event: MouseEvent): Point => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left + element.scrollLeft, y: event.clientY - top };
    };
    const down = (event: PointerEvent): void => {
      if (event.button === 0) begun = at(event);
    };
    const move = (event: PointerEvent): void => {
      if (begun === undefined) return;
      const { x } = at(event);
      setDrag(Math.abs(x - begun.x) < LEAST_DRAG ? undefined : { from: begun.x, to: x });
    };
    const up = (event: PointerEvent): void => {
      if (begun === undefined) return;
      const [from, to] = [begun, at(event)];
      begun = undefined;
      setDrag(undefined);
      if (Math.abs(to.x - from.x) < LEAST_DRAG) latest.current.select(to);
      else latest.current.span(Math.min(from.x, to.x), Math.max(from.x, to.x));
    };
    const double = (): void => latest.current.whole();
    element.addEventListener('pointerdown', down);
    element.addEventListener('dblclick', double);
    addEventListener('pointermove', move);
    addEventListener('pointerup', up);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('dblclick', double);
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', up);
    };
  }, []);
  return drag;
};
