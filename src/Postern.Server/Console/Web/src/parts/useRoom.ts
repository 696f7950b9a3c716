import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Whether an element has at least so many pixels across; measured before anything is painted. What is not on the screen keeps what it was. */
export function useRoom(pixels: number): [RefObject<HTMLDivElement>, boolean] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(innerWidth);
  useLayoutEffect(() => {
    const measure = () => { if (element.current?.clientWidth) setWidth(element.current.clientWidth); };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return [element, width >= pixels];
}
