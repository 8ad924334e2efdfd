import { Meter } from "#app/_components/chart.tsx";
import { Countdown } from "#app/_components/countdown.tsx";

/** How much time is left, in digits and as a part of the whole. */
export function Clock({ left, of, until }: { left: number; of: number; until: string }) {
  return (
    <div className="clock">
      <Countdown left={left} />
      <p className="meta">{until}</p>
      <Meter used={left} limit={of} isLeft />
    </div>
  );
}
