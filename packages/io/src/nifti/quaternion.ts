/** A 3 × 3 matrix, row-major. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** b, c and d of a unit quaternion, whose a is not below 0. */
export type Quaternion = readonly [b: number, c: number, d: number];

/** Above this b² + c² + d² is no rotation and no rounding either. */
const MAX_SQUARED_LENGTH = 1.001;

/** The rotation of a quaternion, as nifti1_io.c makes it; undefined where b, c and d are too long. */
export function rotationOfQuaternion([x, y, z]: Quaternion): Matrix3 | undefined {
  const squared = x * x + y * y + z * z;
  if (!(squared <= MAX_SQUARED_LENGTH)) return undefined;
  // Close to half a turn a is lost in rounding: b, c and d alone are then the unit vector.
  const isHalfTurn = 1 - squared < 1e-7;
  const length = isHalfTurn ? Math.sqrt(squared) : 1;
  const [a, b, c, d] = [isHalfTurn ? 0 : Math.sqrt(1 - squared), x / length, y / length, z / length];
  return [
    a * a + b * b - c * c - d * d,
    2 * (b * c - a * d),
    2 * (b * d + a * c),
    2 * (b * c + a * d),
    a * a + c * c - b * b - d * d,
    2 * (c * d - a * b),
    2 * (b * d - a * c),
    2 * (c * d + a * b),
    a * a + d * d - b * b - c * c,
  ];
}

/** The quaternion of a rotation (determinant 1). */
export function quaternionOfRotation([m00, m01, m02, m10, m11, m12, m20, m21, m22]: Matrix3): Quaternion {
  // 4a², 4b², 4c², 4d²: the largest is divided by, so that nothing small is.
  const squares = [
    1 + m00 + m11 + m22,
    1 + m00 - m11 - m22,
    1 + m11 - m00 - m22,
    1 + m22 - m00 - m11,
  ] as const;
  const largest = squares.indexOf(Math.max(...squares));
  const two = Math.sqrt(squares[largest] as number);
  const [ab, ac, ad] = [m21 - m12, m02 - m20, m10 - m01];
  const [bc, bd, cd] = [m01 + m10, m02 + m20, m12 + m21];
  const rows = [
    [two * two, ab, ac, ad],
    [ab, two * two, bc, bd],
    [ac, bc, two * two, cd],
    [ad, bd, cd, two * two],
  ];
  const [a, b, c, d] = (rows[largest] as number[]).map((value) => value / (2 * two)) as [
    number,
    number,
    number,
    number,
  ];
  return a < 0 ? [-b, -c, -d] : [b, c, d];
}
