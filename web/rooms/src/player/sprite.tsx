// The patterns that figures are filled with: once on a page that has any.
export const Sprite = () => (
  <svg className="sprite" aria-hidden="true">
    <pattern id="h-withheld" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect className="hw0" width="7" height="7" />
      <rect className="hw1" width="1.5" height="7" />
    </pattern>
    <pattern id="h-paused" width="7" height="7" patternUnits="userSpaceOnUse">
      <rect className="hp0" width="7" height="7" />
      <rect className="hp1" width="1.5" height="7" />
    </pattern>
    <pattern id="h-waiting" width="5" height="5" patternUnits="userSpaceOnUse">
      <rect className="hp0" width="5" height="5" />
      <rect className="hp1" width="5" height="1" />
    </pattern>
  </svg>
);
