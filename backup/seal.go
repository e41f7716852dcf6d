package backup

import (
	"errors"
	"io"

	"filippo.io/age"

	"olist/message"
	"olist/secret"
	"olist/store/fault"
)

// Passphrases are stretched by scrypt with 2^16 rounds, for which 64 MiB are taken
// a moment; one that asks for more than 2^18 is not tried.
const (
	sealRounds     = 16
	sealRoundsMost = 18
)

// PassphraseLeast is how many letters a passphrase has at least.
const PassphraseLeast = 12

// Seal encrypts what it reads under a passphrase, as age -p does: age -d opens it.
func Seal(to io.Writer, from io.Reader, passphrase secret.Text) error {
	recipient, err := age.NewScryptRecipient(passphrase.Reveal())
	if err != nil {
		return err
	}
	recipient.SetWorkFactor(sealRounds)
	w, err := age.Encrypt(to, recipient)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, from); err != nil {
		return err
	}
	return w.Close()
}

// Unseal decrypts what Seal wrote. Returns CodeInvalid where the passphrase is none
// or another one.
func Unseal(to io.Writer, from io.Reader, passphrase secret.Text) error {
	if passphrase.Empty() {
		return fault.New(fault.CodeInvalid, message.BackupPassphraseMissing.With())
	}
	identity, err := age.NewScryptIdentity(passphrase.Reveal())
	if err != nil {
		return err
	}
	identity.SetMaxWorkFactor(sealRoundsMost)
	r, err := age.Decrypt(from, identity)
	if _, other := errors.AsType[*age.NoIdentityMatchError](err); other {
		return fault.Wrap(fault.CodeInvalid, err, message.BackupPassphraseOther.With())
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(to, r)
	return err
}
