// Whether policies are asked: not at all, only to tell what they would refuse, or to refuse.

export const iamModes = ['off', 'report', 'enforce'] as const
export type IamMode = (typeof iamModes)[number]
