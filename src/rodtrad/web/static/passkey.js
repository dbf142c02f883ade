// Passkeys: the browser makes or uses one, and the form takes what it says to the server. Without scripts, or in a
// browser that knows none, the buttons that use one are not shown.
"use strict";

const TOLD = {
  NotAllowedError: "Det avbröts, eller tog för lång tid. Försök igen.",
  InvalidStateError: "Den här datorn har redan en passnyckel för kontot.",
  SecurityError: "Passnycklar fungerar bara på en krypterad adress med ett namn, som https://rodtrad.example.se.",
};

async function optionsOf(form) {
  const kept = document.getElementById(form.dataset.options);
  if (kept) return JSON.parse(kept.textContent).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options.publicKey;
}

async function credentialOf(form) {
  const asked = await optionsOf(form);
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
  }
  const needed = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
  const options = { ...asked, authenticatorSelection: { ...asked.authenticatorSelection, ...needed } };
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const told = form.querySelector(".passkey-told");
  if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
    told.textContent = "Webbläsaren kan inte passnycklar på den här adressen.";
    continue;
  }
  form.hidden = false;
  form.querySelector("button").disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.textContent = "";
    try {
      form.elements.credential.value = JSON.stringify(await credentialOf(form));
    } catch (error) {
      told.textContent = TOLD[error.name] ?? "Passnyckeln gick inte att använda. Försök igen.";
      return;
    }
    form.submit();
  });
}
