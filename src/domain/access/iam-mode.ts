// How IAM policies are applied: not at all, only to report what they would refuse, or to refuse.

export const iamModes = ['off', 'report', 'enforce'] as const
export type IamMode = (typeof iamModes)[number]
