// AES-GCM test cases of the GCM specification (McGrew and Viega, "The Galois/Counter Mode of Operation",
// appendix B), those with a 96-bit IV.

const key = 'feffe9928665731c6d6a8f9467308308'
const plaintext = 'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39'
const iv = 'cafebabefacedbaddecaf888'
const aad = 'feedfacedeadbeeffeedfacedeadbeefabaddad2'
const zeros = (bytes: number): string => '00'.repeat(bytes)

/** Octets in hexadecimal. */
export const gcmVectors = [
  {
    name: 'case 1',
    cipher: 'aes-128-gcm',
    key: zeros(16),
    iv: zeros(12),
    aad: '',
    plaintext: '',
    ciphertext: '',
    tag: '58e2fccefa7e3061367f1d57a4e7455a'
  },
  {
    name: 'case 2',
    cipher: 'aes-128-gcm',
    key: zeros(16),
    iv: zeros(12),
    aad: '',
    plaintext: zeros(16),
    ciphertext: '0388dace60b6a392f328c2b971b2fe78',
    tag: 'ab6e47d42cec13bdf53a67b21257bddf'
  },
  {
    name: 'case 4',
    cipher: 'aes-128-gcm',
    key,
    iv,
    aad,
    plaintext,
    ciphertext: '42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091',
    tag: '5bc94fbc3221a5db94fae95ae7121a47'
  },
  {
    name: 'case 10',
    cipher: 'aes-192-gcm',
    key: key + key.slice(0, 16),
    iv,
    aad,
    plaintext,
    ciphertext: '3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710',
    tag: '2519498e80f1478f37ba55bd6d27618c'
  },
  {
    name: 'case 13',
    cipher: 'aes-256-gcm',
    key: zeros(32),
    iv: zeros(12),
    aad: '',
    plaintext: '',
    ciphertext: '',
    tag: '530f8afbc74536b9a963b4f1c4cb738b'
  },
  {
    name: 'case 14',
    cipher: 'aes-256-gcm',
    key: zeros(32),
    iv: zeros(12),
    aad: '',
    plaintext: zeros(16),
    ciphertext: 'cea7403d4d606b6e074ec5d3baf39d18',
    tag: 'd0d1c8a799996bf0265b98b5d48ab919'
  },
  {
    name: 'case 16',
    cipher: 'aes-256-gcm',
    key: key + key,
    iv,
    aad,
    plaintext,
    ciphertext: '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    tag: '76fc6ece0f4e1768cddf8853bb2d551b'
  }
] as const
