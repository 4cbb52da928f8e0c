import t from 'tap'
import { signWebhook } from './signature.ts'

/** From the libraries of the Standard Webhooks repository (`test_sign_function` in each of them). */
const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' }
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

t.test('signs as the vector of Standard Webhooks says', async (t) => {
  t.equal(signWebhook(message, [secret]), signature)
})

t.test('during a roll both secrets sign, the newest first', async (t) => {
  const newest = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  const [first, second, ...others] = signWebhook(message, [newest, secret]).split(' ')
  t.equal(first, signWebhook(message, [newest]))
  t.equal(second, signature)
  t.same(others, [])
})
