// The signed notes in the documents, read by another program: golang.org/x/mod/sumdb/note, with the keys that
// stand on the same page; and the journal of a recording, whose lines are each signed over those before.
//
//	go run signed_notes.go PAGE…
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

var (
	// A block of a page, and its name where it has one: "```opening.note".
	block = regexp.MustCompile("(?s)```([a-z.]*)\n(.*?)```")
	key   = regexp.MustCompile(`[^\s"` + "`" + `|]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{43}[A-Za-z0-9+/=]`)
)

func main() {
	failed := false
	for _, page := range os.Args[1:] {
		if err := check(page); err != nil {
			fmt.Printf("%s: %v\n", page, err)
			failed = true
		}
	}
	if failed || len(os.Args) < 2 {
		os.Exit(1)
	}
}

func check(page string) error {
	bytes, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	text := string(bytes)
	known := map[string]bool{}
	var verifiers []note.Verifier
	for _, one := range key.FindAllString(text, -1) {
		if verifier, err := note.NewVerifier(one); err == nil && !known[one] {
			known[one] = true
			verifiers = append(verifiers, verifier)
		}
	}
	notes := 0
	named := map[string]string{}
	for _, match := range block.FindAllStringSubmatch(text, -1) {
		named[match[1]] = match[2]
		if match[1] == "chunks.journal" {
			if err := checkJournal(match[2], named["opening.note"]); err != nil {
				return fmt.Errorf("%s: %v", match[1], err)
			}
		}
		if match[1] == "statements" {
			if err := checkStatements(match[2], named["opening.note"], note.VerifierList(verifiers...)); err != nil {
				return fmt.Errorf("%s: %v", match[1], err)
			}
			continue
		}
		if !strings.Contains(match[2], "\n\n— ") {
			continue
		}
		notes++
		opened, err := note.Open([]byte(match[2]), note.VerifierList(verifiers...))
		if err != nil {
			return fmt.Errorf("note %d %s: %v", notes, match[1], err)
		}
		if len(opened.UnverifiedSigs) > 0 {
			return fmt.Errorf("note %d: %d signatures are by no key of the page", notes, len(opened.UnverifiedSigs))
		}
	}
	if notes == 0 {
		return fmt.Errorf("there is no signed note")
	}
	if err := checkRecording(named); err != nil {
		return err
	}
	fmt.Printf("%s: %d signed notes\n", page, notes)
	return nil
}

// The value of a line "key value" of a note.
func value(text, key string) string {
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, key+" ") {
			return line[len(key)+1:]
		}
	}
	return ""
}

// What binds the notes of a recording to each other: one id, the key that the device certified, and the bytes that a
// union verified.
func checkRecording(notes map[string]string) error {
	opening := notes["opening.note"]
	if opening == "" {
		return nil
	}
	if audio := notes["audio.note"]; audio != "" {
		if value(audio, "id") != value(opening, "id") || value(audio, "opening-sha256") != fmt.Sprintf("%x", sha256.Sum256([]byte(opening))) {
			return fmt.Errorf("audio.note is another recording's")
		}
		return nil
	}
	for _, name := range []string{"certificate.note", "closing.note", "peel.note"} {
		if value(notes[name], "id") != value(opening, "id") {
			return fmt.Errorf("%s is another recording's", name)
		}
	}
	for _, line := range []string{"key", "agreement-sha256"} {
		if value(notes["certificate.note"], line) != value(opening, line) {
			return fmt.Errorf("the certificate is for another %s", line)
		}
	}
	for _, name := range []string{"opening", "closing"} {
		if value(notes["peel.note"], name+"-sha256") != fmt.Sprintf("%x", sha256.Sum256([]byte(notes[name+".note"]))) {
			return fmt.Errorf("the peel note is of another %s note", name)
		}
	}
	return nil
}

// What a call source has said: the recording's id, and notes, each behind its length in bytes.
func checkStatements(text, opening string, verifiers note.Verifiers) error {
	head := fmt.Sprintf("insyn call statements 1\nid %s\n", value(opening, "id"))
	rest := strings.TrimPrefix(text, head)
	if rest == text || rest == "" {
		return fmt.Errorf("it does not begin with %q, or holds nothing", head)
	}
	for rest != "" {
		line, after, _ := strings.Cut(rest, "\n")
		length, err := strconv.Atoi(strings.TrimPrefix(line, "note "))
		if err != nil || length < 1 || length > len(after) {
			return fmt.Errorf("not a note's length: %q", line)
		}
		if _, err := note.Open([]byte(after[:length]), verifiers); err != nil {
			return err
		}
		rest = after[length:]
	}
	return nil
}

// Each line is signed over a head, the recording's id, the hash of all lines before it, and itself.
func checkJournal(journal, opening string) error {
	id := value(opening, "id")
	parts := strings.SplitN(value(opening, "key"), "+", 3)
	if len(parts) != 3 {
		return fmt.Errorf("no opening note with a key stands before it")
	}
	public, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(public) != 1+ed25519.PublicKeySize {
		return fmt.Errorf("not a key: %s", parts[2])
	}
	before := ""
	lines := strings.SplitAfter(journal, "\n")
	for number, line := range lines[:len(lines)-1] {
		space := strings.LastIndex(line, " ")
		if space < 0 {
			return fmt.Errorf("line %d has no signature", number+1)
		}
		signature, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(line[space+1:], "\n"))
		if err != nil {
			return fmt.Errorf("line %d: %v", number+1, err)
		}
		signed := fmt.Sprintf("insyn chunk journal 1\n%s\n%x\n%s\n", id, sha256.Sum256([]byte(before)), line[:space])
		if !ed25519.Verify(public[1:], []byte(signed), signature) {
			return fmt.Errorf("line %d is not signed over the lines before it", number+1)
		}
		before += line
	}
	if before == "" {
		return fmt.Errorf("it is empty")
	}
	return nil
}
