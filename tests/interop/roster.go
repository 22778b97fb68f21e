// A second reader of rosters, proofs and withdrawals (docs/agreement.md), by Go's standard library alone: checks the examples
// that stand in the page given, and that each of some altered ones is refused.
//
//	go run roster.go PAGE
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math/big"
	"os"
	"regexp"
	"strings"
)

func main() {
	page, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = check(string(page))
	}
	if err == nil {
		err = checkAltered(string(page))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func example(page, name string) string {
	_, after, _ := strings.Cut(page, "```"+name+"\n")
	text, _, _ := strings.Cut(after, "```\n")
	return text
}

// A line `key = "value"` of TOML.
func value(text, key string) string {
	match := regexp.MustCompile(`(?m)^` + key + ` = "(.*)"$`).FindStringSubmatch(text)
	if match == nil {
		return ""
	}
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(match[1])
}

func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// Name, id and key of "name+id+base64".
func verifier(text string) (name string, id uint32, key ed25519.PublicKey) {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		return
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != 33 || raw[0] != 1 {
		return
	}
	hash := sha256.Sum256(append([]byte(parts[0]+"\n"), raw...))
	if fmt.Sprintf("%x", hash[:4]) != parts[1] {
		return
	}
	return parts[0], binary.BigEndian.Uint32(hash[:4]), raw[1:]
}

// The note's text, where all of these keys, and no others, have signed it.
func opened(note string, keys ...string) (string, error) {
	split := strings.LastIndex(note, "\n\n")
	if split < 0 {
		return "", fmt.Errorf("no signed note")
	}
	text, lines := note[:split+1], strings.Split(strings.TrimSuffix(note[split+2:], "\n"), "\n")
	if len(lines) != len(keys) {
		return "", fmt.Errorf("%d signatures instead of %d", len(lines), len(keys))
	}
	for _, key := range keys {
		name, id, public := verifier(key)
		signed := false
		for _, line := range lines {
			encoded := strings.TrimPrefix(line, "— "+name+" ")
			raw, err := base64.StdEncoding.DecodeString(encoded)
			if err == nil && len(raw) == 68 && public != nil && binary.BigEndian.Uint32(raw) == id {
				signed = signed || ed25519.Verify(public, []byte(text), raw[4:])
			}
		}
		if !signed {
			return "", fmt.Errorf("%s has not signed", name)
		}
	}
	return text, nil
}

func hash(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text))) }

// The 32 bytes of an age recipient, which is Bech32 (BIP 173).
func recipient(text string) ([]byte, error) {
	const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
	generator := []uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3}
	checksum := uint32(1)
	take := func(five byte) {
		top := checksum >> 25
		checksum = (checksum&0x1ffffff)<<5 ^ uint32(five)
		for i, term := range generator {
			if top>>i&1 == 1 {
				checksum ^= term
			}
		}
	}
	for _, five := range []byte{'a' >> 5, 'g' >> 5, 'e' >> 5, 0, 'a' & 31, 'g' & 31, 'e' & 31} {
		take(five)
	}
	number := new(big.Int)
	body := strings.TrimPrefix(text, "age1")
	for i := range body {
		five := strings.IndexByte(alphabet, body[i])
		if five < 0 {
			return nil, fmt.Errorf("%s is no age recipient", text)
		}
		take(byte(five))
		if i < len(body)-6 {
			number.Or(number.Lsh(number, 5), big.NewInt(int64(five)))
		}
	}
	if checksum != 1 || len(text) != 62 || number.Bit(0)|number.Bit(1)|number.Bit(2)|number.Bit(3) != 0 {
		return nil, fmt.Errorf("%s is no age recipient", text)
	}
	return number.Rsh(number, 4).FillBytes(make([]byte, 32)), nil
}

func reversed(bytes []byte) []byte {
	out := make([]byte, len(bytes))
	for i, one := range bytes {
		out[len(bytes)-1-i] = one
	}
	return out
}

// u = (1 + y) / (1 - y) of an Edwards point, as X25519 writes it.
func montgomery(point []byte) []byte {
	p := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 255), big.NewInt(19))
	y := new(big.Int).SetBytes(reversed(point))
	y.SetBit(y, 255, 0)
	below := new(big.Int).Sub(big.NewInt(1), y)
	if y.Cmp(p) >= 0 || below.Mod(below, p).Sign() == 0 {
		return nil
	}
	u := new(big.Int).Add(big.NewInt(1), y)
	u.Mul(u, below.ModInverse(below, p)).Mod(u, p)
	return reversed(u.FillBytes(make([]byte, 32)))
}

// The proof of a key: made by the half that opens, and signed by the half that signs, for this roster and this pseudonym.
func checkProof(roster, agent, sign, age, opens, signature string) error {
	statement := fmt.Sprintf("insyn_proof = 1\nroster = %s\nagent = %s\nsign = %s\nage = %s\n",
		quoted(roster), quoted(agent), quoted(sign), quoted(age))
	key, err := recipient(age)
	if err != nil {
		return err
	}
	proof, err := base64.StdEncoding.DecodeString(opens)
	if err != nil || len(proof) != 96 {
		return fmt.Errorf("%s: no proof", agent)
	}
	if !bytes.Equal(montgomery(proof[:32]), key) || !ed25519.Verify(proof[:32], []byte(statement), proof[32:]) {
		return fmt.Errorf("%s: the proof is not by the key that opens, or for something else", agent)
	}
	_, err = opened(fmt.Sprintf("%sopens = \"%s\"\n\n— %s\n", statement, opens, signature), sign)
	return err
}

// A roster's text, which every party has signed and whose keys are all proven.
func checkRoster(note string, parties ...string) (string, error) {
	text, err := opened(note, parties...)
	if err != nil {
		return "", err
	}
	tables := strings.Split(text, "[[")
	keys, once := 0, map[string]bool{}
	for _, table := range tables[1:] {
		sign := value(table, "sign")
		if sign != "" && once[sign] {
			return "", fmt.Errorf("%s is there twice", sign)
		}
		once[sign] = true
		if !strings.HasPrefix(table, "key]]") {
			continue
		}
		keys++
		if err := checkProof(value(tables[0], "id"), value(table, "agent"), sign, value(table, "age"), value(table, "opens"),
			value(table, "signature")); err != nil {
			return "", err
		}
	}
	if keys == 0 {
		return "", fmt.Errorf("nobody is on the roster")
	}
	return text, nil
}

func check(page string) error {
	parties := []string{value(example(page, "employer.pub"), "sign"), value(example(page, "union.pub"), "sign")}
	agent := example(page, "agent.pub")
	proof, err := opened(example(page, "agent.proof"), value(agent, "sign"))
	if err != nil {
		return err
	}
	signature := strings.TrimSuffix(strings.TrimPrefix(example(page, "agent.proof"), proof+"\n— "), "\n")
	if err := checkProof(value(proof, "roster"), value(proof, "agent"), value(agent, "sign"), value(agent, "age"),
		value(proof, "opens"), signature); err != nil {
		return err
	}
	first, err := checkRoster(example(page, "roster.note"), parties...)
	if err != nil {
		return fmt.Errorf("version 1: %v", err)
	}
	if !strings.Contains(first, "opens = "+quoted(value(proof, "opens"))+"\nsignature = "+quoted(signature)+"\n") {
		return fmt.Errorf("the proof is not on the roster")
	}
	next, err := checkRoster(example(page, "roster.next"), parties...)
	if err != nil {
		return fmt.Errorf("version 2: %v", err)
	}
	if !strings.Contains(first, "\nversion = 1\n") || value(next, "id") != value(first, "id") ||
		!strings.Contains(next, "\nversion = 2\nbefore = ["+quoted(hash(first))+"]\n") {
		return fmt.Errorf("version 2 does not name the hash of version 1")
	}
	if example(page, "roster.hash") != hash(next)+"\n" {
		return fmt.Errorf("the roster's hash is %s", hash(next))
	}
	agreement, err := opened(example(page, "agreement.note"), parties...)
	if err != nil {
		return fmt.Errorf("the agreement: %v", err)
	}
	withdrawal, err := opened(example(page, "agreement.withdrawal"), parties[1])
	if err != nil {
		return fmt.Errorf("the withdrawal: %v", err)
	}
	if value(withdrawal, "agreement") != hash(agreement) || !strings.HasPrefix(withdrawal, "insyn_withdrawal = 1\n") {
		return fmt.Errorf("the withdrawal is of another agreement")
	}
	return nil
}

// What a note's signers would sign: its text altered, and signed anew with the secret keys of the page.
func signedAnew(page, name, from, to string, signers ...string) string {
	note := example(page, name)
	text := strings.Replace(note[:strings.LastIndex(note, "\n\n")+1], from, to, 1)
	altered := text + "\n"
	for _, one := range signers {
		parts := strings.SplitN(strings.TrimPrefix(strings.TrimSpace(example(page, one+".sign")), "PRIVATE+KEY+"), "+", 3)
		seed, _ := base64.StdEncoding.DecodeString(parts[2])
		_, id, _ := verifier(value(example(page, one+".pub"), "sign"))
		signature := ed25519.Sign(ed25519.NewKeyFromSeed(seed[1:]), []byte(text))
		altered += fmt.Sprintf("— %s %s\n", parts[0],
			base64.StdEncoding.EncodeToString(append(binary.BigEndian.AppendUint32(nil, id), signature...)))
	}
	return strings.Replace(page, note, altered, 1)
}

// What is altered and signed anew by its signers is refused for what it says.
func checkAltered(page string) error {
	both := []string{"employer", "union"}
	agent := value(example(page, "agent.pub"), "age")
	union := value(example(page, "union.pub"), "age")
	for what, altered := range map[string]string{
		"a proof for another pseudonym":       signedAnew(page, "agent.proof", `"agent-7"`, `"agent-8"`, "agent"),
		"a proof for another roster":          signedAnew(page, "agent.proof", `"kundcenter-nord"`, `"kundcenter-syd"`, "agent"),
		"a roster with another id":            signedAnew(page, "roster.note", `"kundcenter-nord"`, `"kundcenter-syd"`, both...),
		"a key under another name":            signedAnew(page, "roster.note", `agent = "agent-7"`, `agent = "agent-9"`, both...),
		"a party's key under an agent's name": signedAnew(page, "roster.note", agent, union, both...),
		"a version that names another before": signedAnew(page, "roster.next", `before = ["5`, `before = ["6`, both...),
		"a version that leaves one out":       signedAnew(page, "roster.next", "version = 2", "version = 3", both...),
		"a roster by one party alone":         signedAnew(page, "roster.next", "", "", "union"),
		"a withdrawal of another agreement":   signedAnew(page, "agreement.withdrawal", `agreement = "0`, `agreement = "1`, "union"),
		"a withdrawal by somebody else":       signedAnew(page, "agreement.withdrawal", "", "", "agent"),
		"an example that was altered":         strings.Replace(page, `numbers = ["201"]`, `numbers = ["203"]`, 1),
	} {
		if altered == page {
			return fmt.Errorf("%s: the page has no such example", what)
		}
		if check(altered) == nil {
			return fmt.Errorf("%s is accepted", what)
		}
	}
	return check(signedAnew(page, "roster.note", "", "", both...))
}
