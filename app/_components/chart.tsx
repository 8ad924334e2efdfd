export type Bar = { label: string; count: number; denied: number };

type ChartProps = { bars: readonly Bar[]; width: number; height: number; description: string };

const GAP = 4;

/** One series in the accent, refusals at its foot in danger; the last bar is now. No axes that nobody reads. */
export function BarChart({ bars, width, height, description }: ChartProps) {
  const top = Math.max(1, ...bars.map((bar) => bar.count + bar.denied));
  const barWidth = (width + GAP) / bars.length - GAP;
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, (count / top) * height));
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      preserveAspectRatio="none"
      role="img"
      aria-label={description}
    >
      {bars.map((bar, index) => {
        const x = index * (barWidth + GAP);
        const all = tall(bar.count + bar.denied);
        const denied = bar.denied === 0 ? 0 : Math.max(3, (bar.denied / top) * height);
        const isLast = index === bars.length - 1;
        return (
          <g key={bar.label}>
            {all === 0 ? (
              <rect className="b none" x={x} y={height - 1} width={barWidth} height={1} />
            ) : (
              <rect
                className={isLast ? "b now" : "b"}
                x={x}
                y={height - all}
                width={barWidth}
                height={all}
                rx={1}
              />
            )}
            {denied > 0 ? (
              <rect className="d" x={x} y={height - denied} width={barWidth} height={denied} rx={1} />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

/**
 * How much of a limit is used, or with `isLeft` how much is left, with the words beside it; SVG because a width in a style is
 * not allowed here.
 */
export function Meter({ used, limit, isLeft = false }: { used: number; limit: number; isLeft?: boolean }) {
  const share = limit === 0 ? 0 : Math.min(1, used / limit);
  const isNearEnd = isLeft ? share <= 0.2 : share >= 0.8;
  return (
    <svg className="meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect className="rest" width={100} height={4} />
      <rect className={isNearEnd ? "used warn" : "used"} width={share * 100} height={4} />
    </svg>
  );
}
